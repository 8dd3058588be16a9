"""The facts: content files, their schema, the database built from them and the questions the house asks."""

"""The HTTP surface: JSON API, Rasa's REST channel, pages that work with and without JavaScript."""

"""Everything between a visitor's browser and the dialogue engine.

Importing the package installs the placeholders of :mod:`bot.engine.slim`, because Rasa loads our components
by module path and must never see an import of TensorFlow fail.
"""

from bot.engine import slim

slim.install()

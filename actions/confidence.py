"""How sure the classifier must be of a topic for what, probabilities between 0 and 1; and how few words are never
taken by themselves."""

SURE = 0.9
"""Confidence below which an answer is given as a guess."""
UNSURE = 0.6
"""Confidence below which a message goes on with the subject, where that may still be meant."""
LIKELY = 0.3
"""Confidence below which there is no answer, not even as a guess, only the likeliest topics as choices."""
STILL_MEANT = 0.05
"""Confidence from which the subject may still be meant."""
SEEMS, SURELY_SEEMS = 0.4, 0.7
"""Confidence from which somebody seems to have a role who asks for the steps, and who tells of a worry or asks
what to do."""
WORKS = 0.9
"""Confidence from which who seems to have a profession is spoken to as who has one."""
FEW_WORDS = 8
"""Words of a sentence up to which it may go on with the subject rather than begin another."""

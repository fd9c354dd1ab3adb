"""What the parts of a tracking are worth. A deficiency is worth the same whichever way its tracking went."""

FOUND, RESPONSIBLE = 3.0, 1.0
FOLLOWED = 4.0  # shared by all rounds in which the deficiency stands on the list
DECISION, STATUS, STEP = 0.5, 0.25, 0.25  # of each round's share
WRONG_TYPE_CREDIT = 0.4  # the right place under another name
LATE_CREDIT = 0.5  # found only in a later round
HALF = 0.5  # the right decision with the wrong detail
FALSE_FLAG = 1.5  # a provider is bothered for nothing; half of what finding one earns
LETTERS, EXTRA_LETTER = 2.0, 1.0  # the list of suspensions, shared by those who are due; a letter that is not
FIGURES = {"delinquent": 1.0, "average": 0.5, "rate": 1.0, "mean": 0.5, "compliant": 1.0}

from knowledge.loader import Reading
def check(reading: Reading): return ()

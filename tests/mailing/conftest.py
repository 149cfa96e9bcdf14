from hypothesis import settings

settings.register_profile("house", deadline=None)  # no test is timed: the machine may have others to serve
settings.load_profile("house")

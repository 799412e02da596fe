"""A package so that its fixtures end with it: Playwright's loop runs in the tests' own thread, where no other could start."""

"""How the house is started and set up: settings, addresses, the ``gangmaker`` command."""

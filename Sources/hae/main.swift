import HealthCommands

Hae.run()

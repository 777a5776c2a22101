from gangmaker.config.cli import main

main()

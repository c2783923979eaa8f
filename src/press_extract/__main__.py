"""Run the command line: `python -m press_extract`."""

from press_extract.cli import main

if __name__ == "__main__":
    main()

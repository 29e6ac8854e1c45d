"""`python -m pipelines.crawl`: started by `run.crawl_portals`, not by people."""

from pipelines.crawl.process import main

if __name__ == "__main__":
    main()

"""The bridge to pandoc: its tree as JSON without loss, its program through pypandoc with limits."""

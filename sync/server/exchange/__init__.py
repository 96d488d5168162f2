"""One request of a laptop: operations taken in and merged, verdicts, and the page that goes back."""

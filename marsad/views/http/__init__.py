"""The HTTP API: what a `Desk` answers, by address. `marsad.views.http.api` makes it of a desk; docs/http.md describes it."""

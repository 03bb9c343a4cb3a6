"""Where the recipes are kept."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from tests.contracts.world import Call, World

Recipe = Callable[[World], Awaitable[Call]]
RECIPES: dict[tuple[str, str], Recipe] = {}


def recipe(*routes: str) -> Callable[[Recipe], Recipe]:
    """``@recipe("POST /work-orders/{number}/hold")``. Paths are those of the API, without ``/api/v1``."""

    def keep(make: Recipe) -> Recipe:
        for route in routes:
            method, path = route.split(" ")
            RECIPES[method, path] = make
        return make

    return keep

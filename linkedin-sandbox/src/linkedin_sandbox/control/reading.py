"""Bodies of the control API, read into their models."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from flask import Response, request
from pydantic import BaseModel

Answer = Response | tuple[Response, int]
Model = TypeVar("Model", bound=BaseModel)
TAKES: dict[str, type[BaseModel]] = {}  # by the function's name and module, for the description of the API


def takes(model: type[Model]) -> Callable[[Callable[[Model], Answer]], Callable[[], Answer]]:
    """Hand a view its body as this model; no body is an empty one. Text that is not JSON is a ValidationError too."""

    def decorate(view: Callable[[Model], Answer]) -> Callable[[], Answer]:
        @wraps(view)
        def reads() -> Answer:
            return view(model.model_validate_json(request.get_data() or b"{}"))

        TAKES[f"{view.__module__}.{view.__name__}"] = model
        return reads

    return decorate

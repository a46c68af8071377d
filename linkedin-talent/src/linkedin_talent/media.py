"""Files that applicants handed in (LinkedIn: Receive Applications; §19.2)."""

from linkedin_talent.resource import Resource

__all__ = ["Media"]


class Media(Resource):
    """The `mediaUrl` of a delivery's answers."""

    name = "media"

    def download(self, media_url: str) -> bytes:
        """The file, at most 32 MB; it can be fetched for 30 days. Errors are raised.

        Only addresses on LinkedIn's own hosts are asked: the call carries the application's token.
        """
        return self._caller.download(media_url)

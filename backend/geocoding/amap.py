"""AMap (高德) as a geopy geocoder: geopy ships none."""

from typing import Any
from urllib.parse import urlencode

from geopy.exc import GeocoderAuthenticationFailure, GeocoderQuotaExceeded, GeocoderServiceError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

_KEY_FAULTS = {"10001", "10002", "10005", "10006", "10007", "10008", "10009"}
_QUOTA_FAULTS = {"10003", "10004", "10010", "10014", "10015", "10019", "10020", "10021", "10044"}


class Amap(Geocoder):  # type: ignore[misc]  # geopy ships no types
    """Web service /v3/geocode/geo. Points are in GCJ-02, longitude first."""

    def __init__(self, api_key: str, *, domain: str = "restapi.amap.com", **options: Any) -> None:
        """`api_key` is a key for web services; `options` go to geopy's base class."""
        super().__init__(**options)
        self.api_key = api_key
        self.domain = domain.strip("/")

    def geocode(self, query: str, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL) -> Any:
        """The first match as a geopy Location (in GCJ-02), or None."""
        parameters = urlencode({"key": self.api_key, "address": query, "output": "JSON"})
        url = f"{self.scheme}://{self.domain}/v3/geocode/geo?{parameters}"
        return self._call_geocoder(url, self._parse, timeout=timeout)

    def _parse(self, answer: dict[str, Any]) -> Location | None:
        if str(answer.get("status")) != "1":
            code, words = str(answer.get("infocode", "")), str(answer.get("info", ""))
            if code in _KEY_FAULTS:
                raise GeocoderAuthenticationFailure(words)
            if code in _QUOTA_FAULTS:
                raise GeocoderQuotaExceeded(words)
            raise GeocoderServiceError(words)
        matches = answer.get("geocodes") or []
        if not matches:
            return None
        # What AMap does not know it writes as an empty list, in place of a text.
        first = {name: value for name, value in matches[0].items() if value != []}
        if "location" not in first:
            return None
        lng, lat = (float(part) for part in first["location"].split(","))
        return Location(first.get("formatted_address", ""), (lat, lng), first)

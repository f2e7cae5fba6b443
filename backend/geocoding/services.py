"""Online geocoders chosen by the settings, each with the offline table behind it for when the service is away."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import structlog
from geopy.exc import GeopyError
from geopy.geocoders import BaiduV3, Nominatim

from backend.geocoding.amap import Amap
from backend.geocoding.datum import from_bd09, from_gcj02
from backend.geocoding.offline import OfflineGeocoder
from backend.geocoding.port import Geocoder, Place, Point, Precision
from backend.kernel.settings import Settings

log = structlog.get_logger()
USER_AGENT = "paigong-field-service"
TIMEOUT_SECONDS = 4
# What the services call things less precise than a house: AMap's level, Baidu's level, Nominatim's addresstype.
_COARSE = {
    "省": Precision.PROVINCE,
    "市": Precision.CITY,
    "城市": Precision.CITY,
    "区县": Precision.DISTRICT,
    "乡镇": Precision.TOWN,
    "state": Precision.PROVINCE,
    "province": Precision.PROVINCE,
    "city": Precision.CITY,
    "county": Precision.DISTRICT,
    "district": Precision.DISTRICT,
    "city_district": Precision.DISTRICT,
    "town": Precision.TOWN,
    "suburb": Precision.TOWN,
}


def as_given(point: Point) -> Point:
    """For services that already answer in WGS-84."""
    return point


@dataclass(frozen=True)
class OnlineGeocoder:
    """A geopy geocoder behind the port. Any failure of the service falls back to `behind`, never to an error."""

    service: Any
    to_wgs84: Callable[[Point], Point]
    behind: Geocoder

    def find(self, address: str, near: Point | None = None) -> Place | None:
        """The service's answer in WGS-84; the offline answer when the service fails or knows nothing."""
        try:
            found = self.service.geocode(address, timeout=TIMEOUT_SECONDS)
        except (GeopyError, ValueError, KeyError, TypeError) as error:
            log.warning("geocoder_away", service=type(self.service).__name__, error=repr(error))
            found = None
        if found is None:
            return self.behind.find(address, near)
        point = self.to_wgs84(Point(found.latitude, found.longitude))
        return Place(point.lat, point.lng, _precision(found.raw), found.address or address)


def build_geocoder(settings: Settings, *, adapter_factory: Any = None) -> Geocoder:
    """The geocoder that `settings.geocoder` names: offline, amap, baidu or nominatim.

    `settings.geocoder_key` is the service's key and `settings.geocoder_url` another address of it (an own
    Nominatim, a proxy). Raises ValueError for a name that is none of these.
    """
    offline = OfflineGeocoder()
    if settings.geocoder == "offline":
        return offline
    if settings.geocoder not in _MAKERS:
        raise ValueError(f"PAIGONG_GEOCODER must be one of offline, {', '.join(_MAKERS)}")
    make, to_wgs84 = _MAKERS[settings.geocoder]
    return OnlineGeocoder(make(settings, adapter_factory), to_wgs84, offline)


def _amap(settings: Settings, adapter_factory: Any) -> Any:
    return Amap(
        settings.geocoder_key,
        adapter_factory=adapter_factory,
        **_address(settings, "restapi.amap.com"),
    )


def _baidu(settings: Settings, adapter_factory: Any) -> Any:
    service = BaiduV3(settings.geocoder_key, adapter_factory=adapter_factory)
    if settings.geocoder_url:  # geopy has no parameter for it
        service.api = settings.geocoder_url.rstrip("/") + service.api_path
    return service


def _nominatim(settings: Settings, adapter_factory: Any) -> Any:
    return Nominatim(
        user_agent=USER_AGENT,
        adapter_factory=adapter_factory,
        **_address(settings, "nominatim.openstreetmap.org"),
    )


_MAKERS: dict[str, tuple[Callable[[Settings, Any], Any], Callable[[Point], Point]]] = {
    "amap": (_amap, from_gcj02),
    "baidu": (_baidu, from_bd09),
    "nominatim": (_nominatim, as_given),
}


def _address(settings: Settings, usual: str) -> dict[str, str]:
    if not settings.geocoder_url:
        return {"scheme": "https", "domain": usual}
    parts = urlsplit(settings.geocoder_url)
    return {"scheme": parts.scheme or "https", "domain": parts.netloc + parts.path.rstrip("/")}


def _precision(raw: dict[str, Any]) -> Precision:
    level = str(raw.get("level") or raw.get("addresstype") or "")
    return _COARSE.get(level, Precision.ADDRESS)

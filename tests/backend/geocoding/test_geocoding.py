"""Addresses to WGS-84 points: offline by table, online by geopy, in the right datum."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderTimedOut

from backend.geocoding import OfflineGeocoder, Point, Precision, build_geocoder
from backend.geocoding.datum import from_bd09, from_gcj02, to_gcj02
from backend.kernel.settings import Settings

TIANANMEN = Point(39.90734, 116.39089)  # WGS-84
TIANANMEN_GCJ = Point(39.908742, 116.397133)
TIANANMEN_BD = Point(39.915065, 116.403520)


def metres(a: Point, b: Point) -> float:
    return float((((a.lat - b.lat) * 111_000) ** 2 + ((a.lng - b.lng) * 85_000) ** 2) ** 0.5)


@pytest.mark.parametrize(
    ("address", "label", "precision"),
    [
        ("广东省深圳市龙岗区盐龙大道210号", "广东省深圳市龙岗区", Precision.DISTRICT),
        ("深圳南山西丽留仙大道", "广东省深圳市南山区", Precision.DISTRICT),
        ("坪山区丹梓北路 88 号 3 号门", "广东省深圳市坪山区", Precision.DISTRICT),
        ("东莞市凤岗镇龙平路", "广东省东莞市凤岗镇", Precision.TOWN),
        ("北京市朝阳区建国路", "北京市朝阳区", Precision.DISTRICT),
        ("广州市天河区中山大道西", "广东省广州市天河区", Precision.DISTRICT),
        ("深圳市罗湖区上海路", "广东省深圳市罗湖区", Precision.DISTRICT),
        ("佛山顺德区", "广东省佛山市顺德区", Precision.DISTRICT),
        ("内蒙古自治区呼和浩特市", "内蒙古自治区呼和浩特市", Precision.CITY),
        ("深圳市龙岗区，原住广州市", "广东省深圳市龙岗区", Precision.DISTRICT),
    ],
)
def test_the_offline_table_finds_the_district_that_an_address_names(
    address: str, label: str, precision: Precision
) -> None:
    place = OfflineGeocoder().find(address)
    assert place is not None
    assert (place.label, place.precision) == (label, precision)


def test_a_district_name_that_exists_twice_needs_a_hint() -> None:
    offline = OfflineGeocoder()
    assert offline.find("鼓楼区中山北路") is None
    nanjing = offline.find("鼓楼区中山北路", near=Point(32.06, 118.79))
    fuzhou = offline.find("鼓楼区中山北路", near=Point(26.07, 119.30))
    assert nanjing is not None
    assert fuzhou is not None
    assert nanjing.label == "江苏省南京市鼓楼区"
    assert fuzhou.label == "福建省福州市鼓楼区"


@pytest.mark.parametrize("nothing", ["", "   ", "仓库后门", "中山大道 5 号", "x" * 5000])
def test_an_address_without_a_place_name_is_not_guessed(nothing: str) -> None:
    assert OfflineGeocoder().find(nothing) is None


def test_the_table_is_in_wgs84_and_complete_for_the_big_cities() -> None:
    offline = OfflineGeocoder()
    futian = offline.find("深圳市福田区")
    assert futian is not None
    # The district government stands at 22.5224 N 114.0548 E in GCJ-02: some 560 m from its WGS-84 point.
    assert metres(Point(futian.lat, futian.lng), Point(22.5243, 114.0500)) < 50
    for address in (
        "上海市浦东新区",
        "杭州市余杭区",
        "成都市武侯区",
        "武汉市江夏区",
        "重庆市渝北区",
    ):
        assert offline.find(address) is not None, address


def test_datums_are_converted_both_ways() -> None:
    assert metres(from_gcj02(TIANANMEN_GCJ), TIANANMEN) < 20
    assert metres(from_bd09(TIANANMEN_BD), TIANANMEN) < 20
    assert metres(from_gcj02(to_gcj02(TIANANMEN)), TIANANMEN) < 0.1
    hong_kong = Point(22.2855, 114.1577)
    assert from_gcj02(hong_kong) == hong_kong
    assert to_gcj02(hong_kong) == hong_kong


class Recorded(BaseSyncAdapter):  # type: ignore[misc]  # geopy ships no types
    """Answers like the service did when asked by hand; keeps the address that was called."""

    answer: Any = None
    called = ""

    def get_json(self, url: str, *, timeout: Any, headers: Any) -> Any:
        type(self).called = url
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def get_text(self, url: str, *, timeout: Any, headers: Any) -> Any:
        raise NotImplementedError


def adapter(reply: Any) -> type[Recorded]:
    return type("Reply", (Recorded,), {"answer": reply, "called": ""})


def settings(**kwargs: str) -> Settings:
    return Settings(_env_file=None, **kwargs)


AMAP: dict[str, Any] = {
    "status": "1",
    "infocode": "10000",
    "geocodes": [
        {
            "formatted_address": "北京市东城区天安门",
            "location": "116.397133,39.908742",
            "level": "兴趣点",
        }
    ],
}
BAIDU = {
    "status": 0,
    "result": {"location": {"lng": 116.403520, "lat": 39.915065}, "level": "旅游景点"},
}
NOMINATIM = [{"lat": "39.90734", "lon": "116.39089", "display_name": "天安门", "addresstype": "tourism"}]


@pytest.mark.parametrize(
    ("name", "reply", "host", "parameter"),
    [
        ("amap", AMAP, "restapi.amap.com", "address"),
        ("baidu", BAIDU, "api.map.baidu.com", "address"),
        ("nominatim", NOMINATIM, "nominatim.openstreetmap.org", "q"),
    ],
)
def test_each_service_answers_in_wgs84(name: str, reply: Any, host: str, parameter: str) -> None:
    answering = adapter(reply)
    found = build_geocoder(settings(geocoder=name, geocoder_key="k-1"), adapter_factory=answering).find("天安门")
    assert found is not None
    assert metres(Point(found.lat, found.lng), TIANANMEN) < 20
    assert found.precision is Precision.ADDRESS
    called = urlsplit(answering.called)
    assert called.netloc == host
    assert parse_qs(called.query)[parameter] == ["天安门"]


@pytest.mark.parametrize("name", ["amap", "baidu", "nominatim"])
def test_an_own_address_of_the_service_is_used(name: str) -> None:
    answering = adapter({"amap": AMAP, "baidu": BAIDU, "nominatim": NOMINATIM}[name])
    chosen = settings(geocoder=name, geocoder_url="http://127.0.0.1:9/maps")
    build_geocoder(chosen, adapter_factory=answering).find("天安门")
    assert answering.called.startswith("http://127.0.0.1:9/maps/")


@pytest.mark.parametrize(
    "failure",
    [
        GeocoderTimedOut("slow"),
        {"status": "0", "infocode": "10001", "info": "INVALID_USER_KEY"},
        {"status": "0", "infocode": "10003", "info": "DAILY_QUERY_OVER_LIMIT"},
        {"status": "1", "geocodes": []},
        {"status": "1", "geocodes": [{"location": "nonsense"}]},
    ],
)
def test_a_service_that_is_away_leaves_the_offline_answer(failure: Any) -> None:
    geocoder = build_geocoder(settings(geocoder="amap"), adapter_factory=adapter(failure))
    place = geocoder.find("深圳市龙岗区盐龙大道210号")
    assert place is not None
    assert place.label == "广东省深圳市龙岗区"


def test_what_amap_writes_as_an_empty_list_is_not_known() -> None:
    """Its way to say nothing: as text it would be the address "[]", as a place an error."""
    [match] = AMAP["geocodes"]
    told = {**AMAP, "geocodes": [{**match, "formatted_address": [], "level": []}]}
    found = build_geocoder(settings(geocoder="amap"), adapter_factory=adapter(told)).find("深圳市南山区某某路")
    assert found is not None
    assert (found.label, found.precision) == ("深圳市南山区某某路", Precision.ADDRESS)
    nowhere = {**AMAP, "geocodes": [{**match, "location": []}]}
    found = build_geocoder(settings(geocoder="amap"), adapter_factory=adapter(nowhere)).find("深圳市南山区某某路")
    assert found is not None
    assert found.precision is Precision.DISTRICT, "the table's answer"


def test_a_misspelt_setting_is_refused_at_the_start() -> None:
    with pytest.raises(ValueError, match="PAIGONG_GEOCODER"):
        build_geocoder(settings(geocoder="gogle"))

"""Settings from the environment (prefix PAIGONG_) or a .env file; defaults run a demo on one machine."""

from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict


class WrongSetting(ValueError):
    """A setting that nothing can be started with; the text tells whoever set it what to do, in both languages."""


class Settings(BaseSettings):
    """Everything that may differ between two installations and is not business data."""

    model_config = SettingsConfigDict(env_prefix="PAIGONG_", env_file=".env", extra="ignore")

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    data_dir: Path = Path("data")
    database_url: str = ""
    public_url: str = ""
    company_name: str = "南粤车联"
    company_phone: str = ""
    company_logo: str = ""
    demo: bool = True
    demo_days: int = Field(default=60, ge=1, le=365)
    secure_cookies: bool = False
    time_zone: str = "Asia/Shanghai"
    session_hours: int = Field(default=24 * 14, ge=1)
    tick_seconds: float = Field(default=5.0, gt=0)
    worker: bool = True
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(str.upper)] = "INFO"
    log_json: bool = True
    secret: str = ""
    geocoder: str = "offline"
    geocoder_key: str = ""
    geocoder_url: str = ""
    routing: str = ""
    routing_url: str = ""
    routing_key: str = ""
    routing_timeout: float = Field(default=2.0, gt=0, le=30)
    routing_most: int = Field(default=100, ge=4, le=1000)
    platform: str = ""
    platform_url: str = ""
    platform_token: str = ""
    platform_timeout: float = Field(default=5.0, gt=0, le=60)
    platform_mapping: str = ""
    platform_days_back: int = Field(default=7, ge=0, le=365)
    platform_webhook_secret: str = ""
    sms_url: str = ""
    sms_key: str = ""
    push_services: str = "https://fcm.googleapis.com https://*.push.apple.com https://*.push.services.mozilla.com https://*.notify.windows.com"

    @cached_property
    def database(self) -> str:
        """The SQLAlchemy URL; the embedded SQLite file unless PAIGONG_DATABASE_URL says otherwise."""
        if not self.database_url:
            return f"sqlite:///{self.data_dir / 'paigong.sqlite3'}"
        # People paste the URL as PostgreSQL's own tools write it; the driver here is psycopg 3.
        for prefix in ("postgresql://", "postgres://"):
            if self.database_url.startswith(prefix):
                return "postgresql+psycopg://" + self.database_url.removeprefix(prefix)
        return self.database_url

    def __init__(self, **given: Any) -> None:
        """Read them; raises WrongSetting for a value that cannot be."""
        try:
            super().__init__(**given)
        except ValidationError as fault:
            first = fault.errors()[0]
            name = f"PAIGONG_{first['loc'][0]}".upper()
            raise WrongSetting(f"{name} 不能是 {first['input']!r}。\n{name}: {first['msg']}.") from None

    @cached_property
    def base_url(self) -> str:
        """The address that links in messages start with, without a slash at the end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

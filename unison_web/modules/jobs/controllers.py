"""Routes of jobs."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form, Record
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.jobs import service
from unison_web.modules.jobs.listings import JOBS, VIEW
from unison_web.modules.jobs.presenters import job_out
from unison_web.modules.jobs.repository import JobRepository
from unison_web.modules.jobs.rules import Jobs
from unison_web.modules.jobs.schemas import DropIn, JobOut

RECORD = "/jobs/{id}"


async def the_job(request: WebRequest, uow: Uow, job_id: UUID) -> Record:
    return Record((await JobRepository(uow).by_id(job_id)).audit_label, f"/jobs/{job_id}")


class JobController(Module):
    path = "/jobs"
    tags = ["Jobs"]

    @get("/", permission=Jobs.READ, template="jobs/index.html", listing=VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[JobOut]:
        """Work that waits, runs, is done or has failed."""
        return await JOBS.page(uow, request.query_params)

    @get("/{job_id:uuid}", permission=Jobs.READ, template="jobs/show.html")
    async def show(self, uow: Uow, job_id: FromPath[UUID]) -> JobOut:
        return job_out(await JobRepository(uow).by_id(job_id))

    @post("/{job_id:uuid}/again", permission=Jobs.RUN, then=RECORD, status_code=200, flash=_("It runs again"))
    async def again(self, uow: Uow, job_id: FromPath[UUID]) -> JobOut:
        """Run a failed job once more. What it had done already it does not do twice."""
        return job_out(await service.again(uow, job_id))

    @page("/{job_id:uuid}/drop", permission=Jobs.RUN, template="jobs/drop.html", about=the_job)
    async def ask(self, uow: Uow, job_id: FromPath[UUID]) -> Form:
        await JobRepository(uow).by_id(job_id)
        return Form(DropIn)

    @post("/{job_id:uuid}/drop", permission=Jobs.RUN, form="jobs/drop.html", about=the_job, then=RECORD,
          status_code=200)  # fmt: skip
    async def drop(self, uow: Uow, job_id: FromPath[UUID], data: Body[DropIn]) -> JobOut:
        """Give a failed job up."""
        return job_out(await service.drop(uow, job_id, data.reason))

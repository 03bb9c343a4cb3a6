"""Who works in the two demo companies. Names are made up; roles are the seeded ones."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoPerson:
    account: str
    name: str
    role: str
    badge: str = ""


ADVENTURE_WORKS = (
    DemoPerson("operator", "Ana Ruiz", "operator", "1007"),
    DemoPerson("supervisor", "Sofia Lindqvist", "supervisor", "1002"),
    DemoPerson("planner", "Paul Okafor", "planner"),
    DemoPerson("quality", "Mei Tanaka", "quality"),
    DemoPerson("maintenance", "Jonas Weber", "maintenance"),
    DemoPerson("logistics", "Lena Novak", "logistics"),
    DemoPerson("admin", "Ruth Castillo", "administrator"),
    DemoPerson("auditor", "Vera Petrov", "auditor"),
    DemoPerson("ravi", "Ravi Menon", "operator", "1008"),
    DemoPerson("tomas", "Tomas Berg", "operator", "1009"),
    DemoPerson("ines", "Ines Dahl", "operator", "1010"),
    DemoPerson("mara", "Mara Silva", "operator", "1011"),
    DemoPerson("peter", "Peter Lang", "operator", "1012"),
    DemoPerson("noor", "Noor Aziz", "operator", "1013"),
    DemoPerson("owen", "Owen Park", "operator", "1014"),
    DemoPerson("eli", "Eli Stone", "operator", "1015"),
    DemoPerson("dana", "Dana Fox", "operator", "1016"),
    DemoPerson("grace", "Grace Mbeki", "operator", "1017"),
    DemoPerson("luca", "Luca Conti", "operator", "1018"),
)
KESTREL = (
    DemoPerson("operator", "Anton Huber", "operator", "2007"),
    DemoPerson("supervisor", "Birgit Moser", "supervisor", "2002"),
    DemoPerson("planner", "Diego Garza", "planner"),
    DemoPerson("quality", "Katrin Egger", "quality"),
    DemoPerson("maintenance", "Franz Pichler", "maintenance"),
    DemoPerson("logistics", "Lucia Torres", "logistics"),
    DemoPerson("admin", "Helga Wolf", "administrator"),
    DemoPerson("auditor", "Nils Brandt", "auditor"),
    DemoPerson("elena", "Elena Reyes", "operator", "2008"),
)

"""Who has a seat in the customer's Recruiter contract, and how much of the day's calls that took."""

from here import client, contract

for seat in client.seats.find([contract], ["ACTIVE"]):
    print(seat.urn, seat.first_name, seat.last_name)
print(f"{client.budget_used('seatsV2'):.3%}")

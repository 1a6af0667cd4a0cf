"""The quick formulas of association consultants: those of Marketing General Incorporated (MGI), under their names.

All but the first rest on one assumption: **everyone leaves at the same rate every year, whatever their tenure**, and money is not
discounted. First-year members leave far more often than others, so that ``1 / lapse rate`` is wrong for every new member, and in a growing
association it mixes young and old. They are here because boards know them; `kaiin.MemberValue` with a retention curve answers the same
questions without the assumption.

Marketing General Incorporated, Membership Marketing Benchmarking Report.
"""

from kaiin._core import mgi_average_tenure as average_tenure
from kaiin._core import mgi_lifetime_value as lifetime_value
from kaiin._core import mgi_maximum_acquisition_cost as maximum_acquisition_cost
from kaiin._core import mgi_renewal_rate as renewal_rate
from kaiin._core import mgi_steady_state as steady_state

__all__ = ["average_tenure", "lifetime_value", "maximum_acquisition_cost", "renewal_rate", "steady_state"]

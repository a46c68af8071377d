"""Where candidates apply."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .channels import Channel
from .models import ApplyWay


class PostForm(forms.Form):
    """*Candidates can apply using a …* (attract.md §7.1), and the channel's question, where it has one."""

    apply_way = forms.ChoiceField(label=_("Candidates can apply using a"), widget=forms.RadioSelect)
    apply_url = forms.CharField(
        label=_("Web address"), required=False, max_length=500, widget=forms.URLInput(attrs={"placeholder": "https://"})
    )
    confirmed = forms.BooleanField(required=False)

    def __init__(self, *args: Any, channel: Channel, question: str, **options: Any) -> None:
        super().__init__(*args, **options)
        here = _("link in %(product)s") % {"product": settings.PRODUCT_NAME}
        choices = [(ApplyWay.HERE.value, here), (ApplyWay.LINK.value, _("link of our own"))]
        self.fields["apply_way"].choices = choices  # type: ignore[attr-defined]
        self.fields["apply_way"].initial = ApplyWay.HERE
        self.fields["confirmed"].label = question
        if not channel.asks_where_to_apply:
            del self.fields["apply_way"], self.fields["apply_url"]
        if not question:
            del self.fields["confirmed"]

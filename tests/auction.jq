# What is wrong with the history of one auction?  A line a fault.
#
# In: { lot: {start, step, ceiling, countdown, listing_at, live_at, first_end,
# price, bidder, offers, ends_at}, offers: [{no, bidder, amount, at, live,
# ends_at}], events: [no], said: [{who, key, amount, status, no}] }, where
# offers, events and lot are rows of the database after the end, and said is
# what bidders were answered last of each Idempotency-Key, with the number of
# the accepted offer.  Pauses have no place in it.

def twice: group_by(.) | map(select(length > 1) | .[0]);

.lot as $lot | .offers as $o | .said as $said
| ($said | map(select(.status == 201))) as $yes
| INDEX($o[]; .no) as $row | INDEX($yes[]; .no) as $told
| [
	(if [$o[].no] != [range(1; ($o | length) + 1)]
	then "numbers have gaps" else empty end),
	(range($o | length) as $i | $o[$i] as $x
	| (if $i > 0 then $o[$i - 1] else
		{ amount: ($lot.start - $lot.step), at: $lot.listing_at,
		  ends_at: $lot.first_end, bidder: null } end) as $before
	| ((if $x.amount < $before.amount + $lot.step
		and $x.amount != $lot.ceiling
		then "not improving" else empty end),
	   (if $x.amount <= $before.amount then "not higher" else empty end),
	   (if ($x.amount - $lot.start) % $lot.step != 0
		and $x.amount != $lot.ceiling
		then "off the ladder" else empty end),
	   (if $lot.ceiling != null and $x.amount > $lot.ceiling
		then "above the ceiling" else empty end),
	   (if $x.at < $before.at then "before the one before" else empty end),
	   (if $x.at >= $before.ends_at then "late" else empty end),
	   (if $x.bidder == $before.bidder then "over itself" else empty end),
	   (if $x.live != ($x.at >= $lot.live_at)
		then "of the wrong phase" else empty end),
	   (if $x.ends_at != (if $x.live
		then [$before.ends_at, $x.at + $lot.countdown] | max
		else $before.ends_at end)
		then "did not restore the countdown" else empty end)
	  | "offer \($x.no) is \(.)")),
	(if $o != [] and ([$lot.price, $lot.bidder, $lot.offers, $lot.ends_at]
		!= ($o[-1] | [.amount, .bidder, .no, .ends_at]))
	then "the lot differs from its last offer" else empty end),
	(if (.events | sort) != [$o[].no]
	then "events are not those of the offers" else empty end),
	($yes[] | select($row["\(.no)"].amount != .amount)
	| "lost: \(.who) was told of offer \(.no) of \(.amount)"),
	([$yes[].no] | twice[] | "offer \(.) was given to two keys"),
	([$said[].key] | twice[] | "key \(.) has two outcomes"),
	($o[] | select($told["\(.no)"] | not) | "offer \(.no) is nobody's")
] | .[]

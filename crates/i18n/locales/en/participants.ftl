participants-table = Table { $name }
participants-nav-home = Overview
participants-nav-profile = Profile
participants-nav-partners = Partners
participants-nav-requests = Requests
participants-nav-timetable = Timetable
participants-hello = Welcome
participants-count =
    { $count ->
        [one] { $count } participant
       *[other] { $count } participants
    }
participants-until = Ask for meetings and answer until { $when } ({ $zone }).
participants-closed = The time for requests and answers is over. You can still read everything here; for changes please write to the organiser.
participants-link-ends = Links work until { $when }.
participants-confided = This link is personal: whoever has it acts for you. Do not pass it on.
participants-gone = This link does not work
participants-gone-why = It may have been mistyped, been replaced by a newer one, or have expired after the event.
participants-gone-what = Use the newest link that you were sent, or ask the organiser for a new one.
participants-step-profile = Say what you offer and need
participants-step-profile-open = Two minutes; the suggestions are made from it.
participants-step-profile-done = Done. You can change it at any time.
participants-step-partners = Choose whom to meet
participants-step-partners-open = Search everybody, or see suggestions once your profile is filled in.
participants-step-partners-some =
    { $count ->
        [one] { $count } participant suits you.
       *[other] { $count } participants suit you.
    }
participants-step-partners-done =
    { $count ->
        [one] You have asked for { $count } meeting.
       *[other] You have asked for { $count } meetings.
    }
participants-step-requests = Answer requests
participants-step-requests-open =
    { $count ->
        [one] { $count } request waits for your answer.
       *[other] { $count } requests wait for your answer.
    }
participants-step-requests-done = Nothing waits for you.
participants-step-timetable = Get your timetable
participants-step-timetable-open = The organiser makes it when booking is over.
participants-step-timetable-done =
    { $count ->
        [0] Published; you have no meetings in it.
        [one] Published, with { $count } meeting for you.
       *[other] Published, with { $count } meetings for you.
    }
participants-profile = Profile
participants-profile-lead = The other participants read this, and suggestions are made from it. Write in Chinese, English or German; common terms of trade are matched across the three.
participants-about = In brief
participants-about-hint = Two or three sentences.
participants-offers = Offers
participants-offers-hint = One thing a line, such as “Large bearings for wind turbines”.
participants-needs = Needs
participants-needs-hint = One thing a line, such as “A logistics partner for Northern Germany”.
participants-sectors = Sectors
participants-regions = Regions
participants-regions-hint = Where you work or want to work, such as “Germany, Turkey”.
participants-languages = Languages in which you can negotiate
participants-comes = Who comes
participants-comes-hint = Name and position, for the other side to know.
participants-website = Website
participants-saved = Profile saved.
participants-sector-energy = Energy and environment
participants-sector-machinery = Machinery and plant
participants-sector-automotive = Automotive and mobility
participants-sector-electronics = Electronics and semiconductors
participants-sector-digital = Software and data
participants-sector-materials = Chemicals and materials
participants-sector-metals = Metals and castings
participants-sector-health = Medicine and health
participants-sector-food = Food and agriculture
participants-sector-consumer = Consumer goods and textiles
participants-sector-logistics = Logistics and ports
participants-sector-construction = Construction
participants-sector-finance = Finance and insurance
participants-sector-research = Research and education
participants-sector-culture = Tourism and culture
participants-sector-services = Trade and services
participants-partners-lead = Who suits you, and why.
participants-search = Search name, product, city
participants-search-go = Search
participants-everybody = All participants
participants-found =
    { $count ->
        [one] { $count } participant
       *[other] { $count } participants
    }
participants-none-found = Try fewer or other words, also in another language or in pinyin.
participants-one = Participant
participants-why = Why you suit each other
participants-why-offer = They offer “{ $offer }”; you need “{ $need }”.
participants-why-need = They need “{ $need }”; you offer “{ $offer }”.
participants-why-sector = Same sector: { $sector }
participants-why-region = Same region: { $region }
participants-why-language = You both speak { $language }.
participants-why-no-language = No common language: an interpreter will be needed.
participants-why-met =
    { $count ->
        [one] You have met once before.
       *[other] You have met { $count } times before.
    }
participants-tell-first = Suggestions are much better when you say what you offer and need.
participants-no-suggestions = No suggestions at the moment
participants-no-suggestions-hint = Fill in your profile, or search all participants.
participants-says-nothing = This participant has not filled in a profile yet.
participants-own-side = In this session you meet participants of the other side.
participants-ask = Ask for a meeting
participants-ask-send = Send request
participants-asked = You have asked { $name } for a meeting.
participants-how-much = How much do you want this meeting?
participants-wish-1 = Would like to
participants-wish-2 = Important
participants-wish-3 = Very important
participants-message = What is it about? (optional)
participants-aside = Not for us
participants-aside-named = Not for us: { $name }
participants-put-aside = { $name } will not be suggested again.
participants-aside-list =
    { $count ->
        [one] { $count } put aside
       *[other] { $count } put aside
    }
participants-bring-back = Suggest again
participants-bring-back-named = Suggest again: { $name }
participants-brought-back = { $name } may be suggested again.
participants-changed-meanwhile = Somebody changed this at the same moment. Please look and try again.
participants-no-requests = No requests yet
participants-no-requests-hint = Choose whom you would like to meet; requests from others appear here too.
participants-group-waiting = Wait for your answer
participants-group-agreed = Agreed
participants-group-sent = Sent, not answered yet
participants-group-over = Over
participants-state-waits-for-you = Waits for you
participants-state-sent = Sent
participants-state-agreed = Agreed
participants-state-declined = Declined
participants-state-you-declined = You declined
participants-state-expired = Expired
participants-state-withdrawn = Withdrawn
participants-your-wish = For you: { $wish }
participants-their-wish = For them: { $wish }
participants-must = Set by the organiser
participants-on-behalf = Entered by the organiser
participants-answer-by = Answer by { $when }
participants-answer-words = Answer: { $words }
participants-answer-optional = A word with it (optional)
participants-accept = Accept
participants-decline = No, thanks
participants-decline-after-all = Decline after all
participants-withdraw = Take back
participants-accepted = Accepted. The meeting will be timetabled.
participants-declined = Declined. You can change your mind until booking ends.
participants-withdrawn = Request taken back.
participants-version = Timetable { $number }
participants-not-published = Not published yet
participants-not-published-hint = As soon as the organiser publishes the timetable, your meetings are here. A calendar that you subscribe to now shows them by itself.
participants-no-meetings = You have no meetings in this timetable
participants-no-meetings-hint = Please write to the organiser if you expected some.
participants-next = Next
participants-interpreted = No common language: interpreter
participants-change-new = New
participants-change-moved = Moved, was { $before }
participants-change-table = Other table, was { $before }
participants-change-who = Somebody else comes or interprets
participants-cancelled = No longer held
participants-calendar = In your calendar
participants-calendar-hint = Subscribe, and changes arrive by themselves. The address shows your meetings only and cannot change anything.
participants-subscribe = Subscribe
participants-download = Download once (ICS)
participants-calendar-address = Address for other calendars
participants-print-hint = This page prints on paper as it is.
participants-roll = Participants and links
participants-links = Links
participants-link = Link
participants-links-make = Make missing links
participants-links-there = Everybody has a link that works.
participants-links-workbook = Download as a workbook (XLSX)
participants-fresh =
    { $count ->
        [one] { $count } new link
       *[other] { $count } new links
    }
participants-fresh-once = The links are shown this once; the program keeps only their fingerprints. Download the workbook for letters, or copy them now.
participants-fresh-done = Done
participants-code-of = QR code of the link of { $name }
participants-renew-all = Renew all links
participants-renew-all-why = Makes a new link for everybody. All links that were sent out stop working at once.
participants-booking = Booking and suggestions
participants-booking-until = Booking ends { $when }
participants-none = No participants yet
participants-none-hint = Enter who takes part in the session first.
participants-of =
    { $count ->
        [one] of { $count }
       *[other] of { $count }
    }
participants-figure-links = Links that work
participants-figure-opened = Opened
participants-figure-telling = Profile filled in
participants-figure-sent = Requests sent
participants-figure-waiting = Unanswered
participants-progress = Progress
participants-filter-owing = Has unanswered requests
participants-filter-unopened = Link not opened
participants-filter-silent = No profile
participants-filter-linkless = No link
participants-sent = Sent
participants-waiting = Unanswered
participants-agreed = Agreed
participants-acts = Manage
participants-reminders = Reminders
participants-people = People
participants-seen = Last seen
participants-telling = Filled in
participants-silent = Empty
participants-written-by-them = Filled in by them
participants-written-for-them = Filled in for them
participants-link-none = None
participants-link-revoked = Revoked
participants-link-expired = Expired
participants-link-unopened = Not opened
participants-link-seen = Seen { $when }
participants-link-new = New link
participants-link-renew = Replace
participants-link-revoke = Revoke
participants-link-revoked-now = The link does not work any more.
participants-open = Participants ask and answer by themselves, through their links
participants-until-date = Booking ends on
participants-until-hint = Empty means when the session begins.
participants-until-time = Time
participants-until-time-hint = Local time of the session, such as 18:00.
participants-error-time = Write a time such as 18:00.
participants-answer-days = Days for an answer
participants-answer-days-hint = Then a request expires. Empty means until booking ends.
participants-most-asks = Requests one participant may send
participants-most-asks-hint = Empty means any number.
participants-links-until = Links work until
participants-links-until-hint = Empty means 30 days after the session. Holds for links made from now on.
participants-across = Only participants of different sides meet
participants-weight-wishes = One offers what the other needs
participants-weight-hint = How much it counts when partners are suggested; so for all of the following.
participants-weight-sector = Same sector
participants-weight-region = Same region
participants-weight-language = Common language
participants-weight-earlier = Who has met before
participants-weight-is-nothing = does not count
participants-weight-is-little = counts a little
participants-weight-is-clear = counts clearly
participants-weight-is-strong = counts most
participants-earlier-fresh = is suggested later
participants-earlier-either = makes no difference
participants-earlier-known = is suggested sooner

using System.Text.Json.Serialization;
using Collab.Domain.Confirmations;
using Collab.Domain.Contacts;
using Collab.Domain.Expiry;
using Collab.Domain.Files;
using Collab.Domain.Hidden;
using Collab.Domain.Messages;
using Collab.Domain.Notifications;
using Collab.Domain.People;
using Collab.Domain.Pins;
using Collab.Domain.Preferences;
using Collab.Domain.Presence;
using Collab.Domain.Reactions;
using Collab.Domain.Recall;
using Collab.Domain.Receipts;
using Collab.Domain.Saved;
using Collab.Domain.Streams;

namespace Collab.Domain.Shared.Events;

/// <summary>Whatever travels on the bus: a <see cref="DomainEvent"/> (history, also in the outbox) or a <see cref="Signal"/> (state, sampled).</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(MessagePosted), "message.posted")]
[JsonDerivedType(typeof(MessageEdited), "message.edited")]
[JsonDerivedType(typeof(ReactionsChanged), "message.reactions_changed")]
[JsonDerivedType(typeof(ThreadReplied), "message.thread_replied")]
[JsonDerivedType(typeof(FilesRead), "message.files_read")]
[JsonDerivedType(typeof(PinChanged), "message.pin_changed")]
[JsonDerivedType(typeof(MessageRecalled), "message.recalled")]
[JsonDerivedType(typeof(MessageExpired), "message.expired")]
[JsonDerivedType(typeof(StreamChanged), "stream.changed")]
[JsonDerivedType(typeof(MembersJoined), "stream.members_joined")]
[JsonDerivedType(typeof(MembersLeft), "stream.members_left")]
[JsonDerivedType(typeof(ConfirmationReminded), "message.confirmation_reminded")]
[JsonDerivedType(typeof(TypingSignal), "typing")]
[JsonDerivedType(typeof(MarkersMoved), "read")]
[JsonDerivedType(typeof(ReceiptPolicySignal), "receipts.policy")]
[JsonDerivedType(typeof(ConfirmedSignal), "confirmed")]
[JsonDerivedType(typeof(PlaceSignal), "place")]
[JsonDerivedType(typeof(PreferenceSignal), "preference")]
[JsonDerivedType(typeof(CallSubjectsSignal), "call_subjects")]
[JsonDerivedType(typeof(KeywordsWatchedSignal), "keywords_watched")]
[JsonDerivedType(typeof(PresenceSignal), "presence")]
[JsonDerivedType(typeof(PersonSignal), "person")]
[JsonDerivedType(typeof(FavouriteSignal), "favourite")]
[JsonDerivedType(typeof(SavedSignal), "saved")]
[JsonDerivedType(typeof(HiddenSignal), "hidden")]
[JsonDerivedType(typeof(HistoryClearedSignal), "history.cleared")]
[JsonDerivedType(typeof(SessionsEndedSignal), "sessions.ended")]
public abstract record Notice;

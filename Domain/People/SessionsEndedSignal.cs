using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.People;

/// <summary>Sessions of a person ended: signed out, password changed, deactivated. Open pages and sockets close.</summary>
/// <param name="User">Whose.</param>
/// <param name="Session">Which one; null for all.</param>
/// <param name="Except">One that stays, when all others end.</param>
public sealed record SessionsEndedSignal(UserId User, SessionId? Session, SessionId? Except) : Signal;

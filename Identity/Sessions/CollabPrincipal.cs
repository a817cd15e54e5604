using System.Security.Claims;
using Collab.Domain.Shared.Ids;

namespace Collab.Identity.Sessions;

/// <summary>What a principal of ours carries: who, by which session or token, from where. Rights are never in it: they are read fresh.</summary>
public static class CollabPrincipal
{
    /// <summary>The claim with the id of the session.</summary>
    public const string SessionClaim = "sid";

    /// <summary>The claim with the id of the access token.</summary>
    public const string TokenClaim = "token";

    /// <summary>The claim with the network address.</summary>
    public const string AddressClaim = "address";

    /// <summary>The person; null for nobody.</summary>
    public static UserId? User(this ClaimsPrincipal principal) => Find<UserId>(principal, ClaimTypes.NameIdentifier);

    /// <summary>The session; null for a token or nobody.</summary>
    public static SessionId? Session(this ClaimsPrincipal principal) => Find<SessionId>(principal, SessionClaim);

    internal static AccessTokenId? Token(this ClaimsPrincipal principal) => Find<AccessTokenId>(principal, TokenClaim);

    internal static ClaimsPrincipal Of(UserId user, SessionId session, string? address) =>
        Make(CollabSchemes.Cookie, user, new Claim(SessionClaim, session.ToString()), address);

    internal static ClaimsPrincipal Of(UserId user, AccessTokenId token, string? address) =>
        Make(CollabSchemes.Token, user, new Claim(TokenClaim, token.ToString()), address);

    private static ClaimsPrincipal Make(string scheme, UserId user, Claim by, string? address)
    {
        List<Claim> claims = [new(ClaimTypes.NameIdentifier, user.ToString()), by];
        if (address is not null)
            claims.Add(new Claim(AddressClaim, address));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme));
    }

    private static TId? Find<TId>(ClaimsPrincipal principal, string claim)
        where TId : struct, IId<TId> =>
        TId.TryParse(principal.FindFirst(claim)?.Value, null, out var id) ? id : null;
}

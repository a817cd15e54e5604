using Microsoft.AspNetCore.Authorization;

namespace Collab.Web.Api;

/// <summary>The principal stands for a person who is still here.</summary>
internal sealed class ActorRequirement : IAuthorizationRequirement;

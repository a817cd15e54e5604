namespace Collab.Web.Api;

/// <summary>Marks a change so small that it counts as a read: typing, reading on.</summary>
internal sealed class CountsAsRead;

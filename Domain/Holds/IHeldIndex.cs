using Collab.Domain.Search;

namespace Collab.Domain.Holds;

/// <summary>The index of what holds have kept. It is another one than that of messages, so that no search can meet it by mistake; audits alone ask it.</summary>
public interface IHeldIndex : ISearchIndex;

using Microsoft.Extensions.Hosting;

namespace Collab.Infrastructure.Nodes;

/// <summary>Keeps the number on which the uniqueness of ids rests: whoever opens the stores has it running for as long.</summary>
public interface IKeepsNodeNumber : IHostedService;

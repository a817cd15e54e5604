
namespace Collab.Domain.Streams;

/// <summary>A stream to be made, with those who are in it from the start.</summary>
/// <param name="Head">Its head; last number and version 0.</param>
/// <param name="Seats">The first seats.</param>
public sealed record NewStream(StreamView Head, IReadOnlyList<NewSeat> Seats);

namespace Collab.Infrastructure.Storage;

/// <summary>The settings or databases do not fit; the message is for the operator and says what to do.</summary>
public sealed class StorageSettingsException(string message, Exception? cause = null) : Exception(message, cause);

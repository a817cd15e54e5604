namespace Collab.Web.Hosting.Settings;

/// <summary>A setting that the program cannot start with; the message is one line that says what to write.</summary>
public sealed class SettingsException(string message) : Exception(message);

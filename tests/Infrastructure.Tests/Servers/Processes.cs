namespace Collab.Infrastructure.Tests.Servers;

/// <summary>What the kernel knows of a process.</summary>
internal static class Processes
{
    public static bool IsAlive(int id)
    {
        try
        {
            // "123 (name) S …": a zombie has ended and waits for whoever started it to notice.
            var status = File.ReadAllText($"/proc/{id}/stat");
            return status[(status.LastIndexOf(')') + 2)..] is not ['Z' or 'X', ..];
        }
        catch (IOException)
        {
            return false;
        }
    }

    public static string[] Arguments(int id) => File.ReadAllText($"/proc/{id}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);
}

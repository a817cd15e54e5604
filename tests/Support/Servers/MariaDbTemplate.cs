using Collab.Support.Processes;

namespace Collab.Support.Servers;

/// <summary>
/// A fresh data directory, packed once per machine user and server version, unpacked for each server. One file, put in
/// place by a rename: readers see all of it or nothing.
/// </summary>
internal static class MariaDbTemplate
{
    public static async Task UnpackAsync(string daemon, string dataDirectory, CancellationToken ct)
    {
        var template = await FindOrMakeAsync(daemon, ct);
        Directory.CreateDirectory(dataDirectory);
        await Tool.RunAsync("tar", ["-C", dataDirectory, "-xf", template], ct);
    }

    /// <summary>The account that owns the files and runs the server: mariadbd refuses to run as root.</summary>
    public static IEnumerable<string> AccountArguments => Environment.UserName == "root" ? ["--user=mysql"] : [];

    /// <summary>
    /// A folder of its own for temporary tables. Each server begins with removing what it finds there, of whomever it is:
    /// in one that they share it takes away what others are using, and those break down.
    /// </summary>
    public static string ScratchArgument(PrivateDirectory directory) => $"--tmpdir={directory.SharedFolder("tmp")}";

    private static async Task<string> FindOrMakeAsync(string daemon, CancellationToken ct)
    {
        var version = (await Tool.RunAsync(daemon, ["--no-defaults", "--version"], ct)).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .SkipWhile(word => word != "Ver").Skip(1).FirstOrDefault("unknown");
        var template = Path.Combine(Path.GetTempPath(), $"collab-mariadb-{version}-{Environment.UserName}.tar");
        if (File.Exists(template))
        {
            return template;
        }

        using var workshop = new PrivateDirectory("collab-mariadb-template-");
        var data = workshop.File("data");
        await Tool.RunAsync(
            Tool.Find("mariadb-install-db", "mariadb-server"),
            ["--no-defaults", .. AccountArguments, $"--datadir={data}", ScratchArgument(workshop), "--auth-root-authentication-method=normal",
             "--skip-test-db", "--skip-name-resolve", "--innodb-log-file-size=8M"],
            ct);
        await Tool.RunAsync("tar", ["-C", data, "-cf", workshop.File("data.tar"), "."], ct);
        File.Move(workshop.File("data.tar"), template, overwrite: true);
        return template;
    }
}

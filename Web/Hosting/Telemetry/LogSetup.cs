using Microsoft.Extensions.Logging.Console;

namespace Collab.Web.Hosting.Telemetry;

/// <summary>Logs go to the console: as JSON in production, readable in development. Never message text, addresses or tokens.</summary>
internal static class LogSetup
{
    // Below Warning the framework writes whole addresses, headers and messages of sockets.
    private static readonly string[] Talkative =
    [
        "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "System.Net.Http",
        // The framework's own lines about each request without a session, under the names of our schemes.
        "Collab.Identity.Sessions.SessionCookieHandler", "Collab.Identity.Tokens.AccessTokenHandler",
    ];

    /// <summary>Registers it.</summary>
    public static void AddCollabLogs(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        if (builder.Environment.IsDevelopment())
        {
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        }
        else
        {
            builder.Logging.AddJsonConsole(console =>
            {
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
                // A scope holds the path of the request, and an invitation's path is its secret.
                console.IncludeScopes = false;
            });
        }

        builder.Services.PostConfigure<LoggerFilterOptions>(Quieten);
        // What keeps the program from starting is said once, by the command line.
        builder.Services.AddSingleton<Startup>();
        builder.Services.AddOptions<LoggerFilterOptions>().PostConfigure<Startup>((options, startup) => options.Rules.Add(
            new LoggerFilterRule(typeof(ConsoleLoggerProvider).FullName, "Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Information, (_, _, _) => startup.IsOver)));
    }

    /// <summary>Whatever the settings say, the framework is not heard below Warning, and nobody below Information.</summary>
    internal static void Quieten(LoggerFilterOptions options)
    {
        for (var i = 0; i < options.Rules.Count; i++)
        {
            var rule = options.Rules[i];
            var least = Least(rule.CategoryName);
            if (rule.LogLevel is { } level && level < least)
                options.Rules[i] = new LoggerFilterRule(rule.ProviderName, rule.CategoryName, least, rule.Filter);
        }

        options.MinLevel = LogLevel.Information;
        foreach (var category in Talkative)
        {
            options.Rules.Add(new LoggerFilterRule(null, category, LogLevel.Warning, null));
            options.Rules.Add(new LoggerFilterRule(typeof(ConsoleLoggerProvider).FullName, category, LogLevel.Warning, null));
        }

        // Whether keys are encrypted at rest is the operator's decision, and the warning comes at each start.
        options.Rules.Add(new LoggerFilterRule(null, "Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error, null));
        options.Rules.Add(
            new LoggerFilterRule(typeof(ConsoleLoggerProvider).FullName, "Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error, null));
        // The host's own lifetime lines repeat what the ready line says.
        options.Rules.Add(new LoggerFilterRule(typeof(ConsoleLoggerProvider).FullName, "Microsoft.Hosting.Lifetime", LogLevel.Warning, null));
    }

    private static LogLevel Least(string? category) =>
        category is not null && Talkative.Any(t => category.StartsWith(t, StringComparison.OrdinalIgnoreCase)) ? LogLevel.Warning : LogLevel.Information;
}

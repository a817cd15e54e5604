using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace Collab.Bench.Reporting;

/// <summary>What a bench has measured: figures, and the ratios that budgets are set for.</summary>
internal sealed record Report(string Name, string Conditions, IReadOnlyList<Figure> Figures, IReadOnlyList<Budget> Budgets)
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public bool BudgetsHold => Budgets.All(b => b.Holds);

    public void Print(bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { Name, Conditions, Figures, Budgets, BudgetsHold }, Indented));
            return;
        }

        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{Name}[/]  {Conditions}");
        var figures = new Table().AddColumns("what", "value", "unit");
        foreach (var figure in Figures)
            figures.AddRow(Markup.Escape(figure.What), figure.Value.ToString("N2", CultureInfo.InvariantCulture), Markup.Escape(figure.Unit));
        AnsiConsole.Write(figures);
        var budgets = new Table().AddColumns("budget", "measured", "bound", "holds");
        foreach (var budget in Budgets)
            budgets.AddRow(Markup.Escape(budget.What), budget.Measured.ToString("N2", CultureInfo.InvariantCulture), budget.BoundText, budget.Holds ? "yes" : "NO");
        AnsiConsole.Write(budgets);
    }
}

/// <summary>One figure.</summary>
internal sealed record Figure(string What, double Value, string Unit);

/// <summary>One bound from the design's performance budget.</summary>
internal sealed record Budget(string What, double Measured, double Bound, bool AtLeast)
{
    public bool Holds => AtLeast ? Measured >= Bound : Measured <= Bound;

    public string BoundText => string.Create(CultureInfo.InvariantCulture, $"{(AtLeast ? "≥" : "≤")} {Bound:0.##}");
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Web.Components.Entry;
using Microsoft.AspNetCore.DataProtection;

namespace Collab.Web.Api.Account;

/// <summary>
/// The steps of the first run. What was entered travels in the form, encrypted and for an hour, so that going back and
/// forth loses nothing, the password is never readable in a page, and the code is shown once.
/// </summary>
internal sealed class SetupWizard(IDataProtectionProvider protection, IFirstRunCode code, SetUpOrganization setUp, ILeakedPasswords leaked)
{
    private const int LastStep = 4;
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("Collab.Setup").ToTimeLimitedDataProtector();

    /// <summary>The first step, nothing entered.</summary>
    public static SetupTurn Start() => new(1, new SetupDraft { TimeZone = TimeZoneNames.Own });

    /// <summary>The draft as it travels.</summary>
    public string Seal(SetupDraft draft) => _protector.Protect(JsonSerializer.Serialize(draft), Lifetime);

    /// <summary>Takes what was entered in a step, and says which comes next.</summary>
    public async Task<SetupTurn> TakeAsync(IFormCollection form, CancellationToken ct)
    {
        var before = Open(form.Text("draft"));
        var step = before.IsCodeShown && int.TryParse(form.Text("step"), NumberStyles.None, CultureInfo.InvariantCulture, out var shown) && shown is >= 1 and <= LastStep ? shown : 1;
        var draft = Enter(before, step, form);
        if (form.Text("act") == "back")
            return new SetupTurn(Math.Max(1, step - 1), draft);
        var error = step == 1 ? (await code.CheckAsync(form.Text("code"), ct)).Error : FirstError(draft, step);
        if (error is not null)
            return Refused(draft, error, step);
        draft = draft with { IsCodeShown = true };
        return step == LastStep ? new SetupTurn(step, draft, IsComplete: true) : new SetupTurn(step + 1, draft);
    }

    /// <summary>Makes the organization.</summary>
    public Task<Result<SetUpResult>> FinishAsync(SetupDraft draft, string? address, CancellationToken ct) =>
        setUp.ExecuteAsync(
            new SetUpOrganizationRequest(
                draft.OrganizationName, draft.TimeZone, draft.Language, draft.OwnerName, draft.OwnerEmail, draft.OwnerPassword, draft.WorkspaceName, address),
            ct);

    /// <summary>The step of the field that was refused, with all that was entered but the password.</summary>
    public static SetupTurn Refused(SetupDraft draft, Error error, int step = LastStep)
    {
        var problem = FormProblem.Of(error);
        var at = problem.Field switch
        {
            "code" => 1,
            "organizationName" or "timeZone" or "language" => 2,
            "ownerName" or "email" or "password" => 3,
            _ => step,
        };
        return new SetupTurn(at, problem.Field == "password" ? draft with { OwnerPassword = null } : draft, problem);
    }

    private static SetupDraft Enter(SetupDraft draft, int step, IFormCollection form) =>
        step switch
        {
            2 => draft with { OrganizationName = form.Text("organizationName"), TimeZone = form.Text("timeZone"), Language = form.Text("language") },
            3 => draft with
            {
                OwnerName = form.Text("ownerName"),
                OwnerEmail = form.Text("email"),
                OwnerPassword = form.Text("password") is { Length: > 0 } typed ? typed : draft.OwnerPassword,
            },
            4 => draft with { WorkspaceName = form.Text("workspaceName") },
            _ => draft,
        };

    // Each step is valid on its own, and so are all before it: steps cannot be skipped.
    private Error? FirstError(SetupDraft draft, int step) =>
        OrganizationError(draft) ?? (step >= 3 ? OwnerError(draft) : null) ?? (step >= 4 ? Name.Parse(draft.WorkspaceName, "workspaceName").Error : null);

    private static Error? OrganizationError(SetupDraft draft)
    {
        if (Name.Parse(draft.OrganizationName, "organizationName").Error is { } error)
            return error;
        if (!TimeZoneNames.All.Contains(draft.TimeZone))
            return new Error.Invalid("time_zone.unknown", "Choose a time zone from the list.", "timeZone");
        return draft.Language is "en" or "de" ? null : new Error.Invalid("language.unknown", "Choose a language from the list.", "language");
    }

    private Error? OwnerError(SetupDraft draft) =>
        Name.Parse(draft.OwnerName, "ownerName").Error ?? EmailAddress.Parse(draft.OwnerEmail).Error ?? Password.Check(draft.OwnerPassword, leaked.Contains).Error;

    private SetupDraft Open(string sealedDraft)
    {
        try
        {
            return sealedDraft.Length == 0 ? Start().Draft : JsonSerializer.Deserialize<SetupDraft>(_protector.Unprotect(sealedDraft)) ?? Start().Draft;
        }
        catch (CryptographicException)
        {
            // Forged, too old, or from before the keys were made: begin again.
            return Start().Draft;
        }
    }
}

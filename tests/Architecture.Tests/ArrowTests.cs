using ArchUnitNET.Fluent;
using Xunit;

namespace Collab.Architecture.Tests;

/// <summary>Every rule holds for the house, and notices the sample that breaks it.</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, (Func<House, IArchRule> Rule, string Culprit)> All = new()
    {
        [nameof(Rules.DomainStandsAlone)] = (Rules.DomainStandsAlone, "Domain.PeeksIntoWeb"),
        [nameof(Rules.InfrastructureKnowsOnlyDomain)] = (Rules.InfrastructureKnowsOnlyDomain, "Infrastructure.StoreThatSearches"),
        [nameof(Rules.SearchKnowsOnlyDomain)] = (Rules.SearchKnowsOnlyDomain, "Search.IndexThatSignsIn"),
        [nameof(Rules.IdentityKnowsOnlyDomain)] = (Rules.IdentityKnowsOnlyDomain, "Identity.AccountsThatStore"),
        [nameof(Rules.AdaptersAreSeenOnlyFromHosting)] = (Rules.AdaptersAreSeenOnlyFromHosting, "Web.Components.PageThatStores"),
        [nameof(Rules.AccountsAreSeenOnlyFromEntry)] = (Rules.AccountsAreSeenOnlyFromEntry, "Web.Api.RouteThatSignsIn"),
        [nameof(Rules.FrontsUseNoStores)] = (Rules.FrontsUseNoStores, "Web.Api.RouteThatAsksAStore"),
        [nameof(Rules.EfStaysInStores)] = (Rules.EfStaysInStores, "Search.IndexWithEf"),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_house_keeps_the_rule(string name) => Assert.Empty(Culprits(All[name].Rule, House.Real));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_rule_notices_a_sample_that_breaks_it(string name) =>
        Assert.Contains($"{House.Broken.Root}.{All[name].Culprit}", Culprits(All[name].Rule, House.Broken));

    private static string[] Culprits(Func<House, IArchRule> rule, House house) =>
        [.. rule(house).Evaluate(house.Code).Where(result => !result.Passed).Select(result => ((ArchUnitNET.Domain.IType)result.EvaluatedObject).FullName)];
}

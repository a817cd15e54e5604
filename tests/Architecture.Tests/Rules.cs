using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Collab.Architecture.Tests;

/// <summary>The arrows of the house (design §2), for any house.</summary>
internal static class Rules
{
    /// <summary>The domain knows none of the others.</summary>
    public static IArchRule DomainStandsAlone(House house) => NoArrow(house, "Domain", "Infrastructure|Search|Identity|Web");

    /// <summary>The stores know only the domain.</summary>
    public static IArchRule InfrastructureKnowsOnlyDomain(House house) => NoArrow(house, "Infrastructure", "Search|Identity|Web");

    /// <summary>Search knows only the domain.</summary>
    public static IArchRule SearchKnowsOnlyDomain(House house) => NoArrow(house, "Search", "Infrastructure|Identity|Web");

    /// <summary>Identity knows only the domain.</summary>
    public static IArchRule IdentityKnowsOnlyDomain(House house) => NoArrow(house, "Identity", "Infrastructure|Search|Web");

    /// <summary>The web sees adapters only where it is put together.</summary>
    public static IArchRule AdaptersAreSeenOnlyFromHosting(House house) => NoArrow(house, "Web\\.(?!Hosting(\\.|$)).*", "Infrastructure|Search|Identity\\.Storage");

    /// <summary>Accounts, sessions and tokens are the affair of the pages of entry; all others ask for the actor.</summary>
    public static IArchRule AccountsAreSeenOnlyFromEntry(House house) =>
        NoArrow(house, "Web\\.(?!(Hosting|Api\\.Account|Components\\.Entry)(\\.|$)).*", "Identity");

    /// <summary>Pages, API and hub call use cases, never stores.</summary>
    public static IArchRule FrontsUseNoStores(House house) =>
        Types().That().ResideInNamespaceMatching(house.Layer("Web\\.(Components|Realtime|Api|Hubs)"))
            .Should().NotDependOnAny(Types(true).That().HaveNameMatching("^I[A-Z][A-Za-z]*Store$"))
            .WithoutRequiringPositiveResults();

    /// <summary>EF is an affair of the stores.</summary>
    public static IArchRule EfStaysInStores(House house) =>
        Types().That().ResideInNamespaceMatching(house.Layer("Domain|Search|Web|Identity(?!\\.Storage)"))
            .Should().NotDependOnAny(Types(true).That().ResideInNamespaceMatching("^Microsoft\\.EntityFrameworkCore"))
            .WithoutRequiringPositiveResults();

    private static ArchRule<IType> NoArrow(House house, string from, string to)
    {
        // The sample's own tests know both sides; only the layers are looked at.
        IObjectProvider<IType> source = Types().That().ResideInNamespaceMatching(house.Layer(from)).As(from);
        IObjectProvider<IType> target = Types(true).That().ResideInNamespaceMatching(house.Layer(to)).As(to);
        return Types().That().Are(source).Should().NotDependOnAny(target).WithoutRequiringPositiveResults();
    }
}

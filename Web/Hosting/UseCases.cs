using System.Reflection;
using Collab.Domain.Audit;
using Collab.Domain.Channels;
using Collab.Domain.Files;
using Collab.Domain.Holds;
using Collab.Domain.Messages;
using Collab.Domain.People;
using Collab.Domain.Recall;
using Collab.Domain.Receipts;
using Collab.Domain.References;
using Collab.Domain.Roaming;
using Collab.Domain.Search;
using Collab.Domain.Search.Audits;
using Collab.Domain.Shared;
using Collab.Domain.Streams;
using Collab.Domain.UserGroups;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Collab.Web.Hosting;

/// <summary>Registers the use cases by their shape, so that a new one needs no line here.</summary>
internal static class UseCases
{
    // What use cases share; none of them keeps more than what was read a moment ago.
    private static readonly Type[] Services = [
        typeof(StreamAccess), typeof(MessageComposer), typeof(Callings), typeof(CallCrowd), typeof(GroupAccess), typeof(DirectoryTasks), typeof(AuditTrail),
        typeof(SearchAccess), typeof(QueryResolver), typeof(QueryNames), typeof(SearchDocuments), typeof(FoundMessages), typeof(IndexFreshness), typeof(AttachedTexts), typeof(RecalledFiles), typeof(ReferenceFinder), typeof(SourceReader), typeof(AuditSearchAccess), typeof(RoamingAccess), typeof(HoldSubjects), typeof(FoundHeld), typeof(AuditedMessages),
        typeof(PeopleVisibility), typeof(NameSieve), typeof(ReceiptAccess), typeof(Deliveries), typeof(ReceiptsByName), typeof(SettleReceipts)];

    /// <summary>All use cases, as singletons: they hold ports, and those are singletons as well.</summary>
    public static IServiceCollection AddUseCases(this IServiceCollection services)
    {
        foreach (var type in typeof(Actor).Assembly.GetTypes().Where(IsUseCase).Concat(Services))
            services.TryAddSingleton(type);
        return services;
    }

    /// <summary>A use case is a sealed class with a public <c>ExecuteAsync</c>.</summary>
    public static bool IsUseCase(Type type) =>
        type is { IsClass: true, IsSealed: true, IsAbstract: false, IsPublic: true }
        && type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Any(m => m.Name == "ExecuteAsync");
}

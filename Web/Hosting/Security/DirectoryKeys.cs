using System.Xml.Linq;
using Collab.Infrastructure.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Collab.Web.Hosting.Security;

/// <summary>Keeps the framework's keys in the directory, where all nodes find them.</summary>
/// <param name="keys">Finds the directory, when keys are wanted and not before: a command may change what the settings lead to.</param>
internal sealed class DirectoryKeys(Func<ProtectionKeys> keys) : IXmlRepository
{
    /// <inheritdoc />
    public IReadOnlyCollection<XElement> GetAllElements() => [.. keys().Read().Select(xml => XElement.Parse(xml))];

    /// <inheritdoc />
    public void StoreElement(XElement element, string friendlyName) => keys().Add(friendlyName, element.ToString(SaveOptions.DisableFormatting));
}

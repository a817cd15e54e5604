using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Storage;

/// <summary>
/// The keys that protect forms and pages, in the directory: without it no node starts, and with it every node has them.
/// Synchronous, as the framework asks for them: once at the start and then about once a day.
/// </summary>
public sealed class ProtectionKeys
{
    // A new one is made every three months.
    private const int Most = 1000;

    private readonly Database<DirectoryContext> _directory;

    internal ProtectionKeys(Database<DirectoryContext> directory) => _directory = directory;

    /// <summary>All of them, as XML.</summary>
    public IReadOnlyList<string> Read()
    {
        using var context = _directory.NewContext();
        return [.. context.ProtectionKeys.OrderBy(k => k.Name).Take(Most).Select(k => k.Xml)];
    }

    /// <summary>Adds one for all nodes.</summary>
    /// <param name="name">Its name, at most 100 characters; nothing else has it.</param>
    /// <param name="xml">The key.</param>
    public void Add(string name, string xml)
    {
        _directory.Writer?.Wait();
        try
        {
            using var context = _directory.NewContext();
            context.Add(new ProtectionKeyRow { Name = name, Xml = xml });
            context.SaveChanges();
        }
        finally
        {
            _directory.Writer?.Release();
        }
    }
}

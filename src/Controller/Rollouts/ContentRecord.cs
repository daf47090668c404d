using System.Security.Cryptography;
using System.Text;

namespace ConfigSync.Controller.Rollouts;

/// <summary>
/// The contents that an owner's Pods were last rolled for: a hash per object, in an annotation on the owner itself.
/// Not in its Pod template, because a change of the template is a rollout, and recording must not be one.
/// </summary>
/// <param name="Hashes">Hash by id.</param>
internal sealed record ContentRecord(SortedDictionary<string, string> Hashes)
{
    /// <summary>Reads the annotation. An invalid value counts as absent: it is written again, without a rollout.</summary>
    public static ContentRecord? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in text.Split(';'))
        {
            if (entry.Split('=') is not [{ Length: > 0 } id, { Length: > 0 } hash])
            {
                return null;
            }

            hashes[id] = hash;
        }

        return new ContentRecord(hashes);
    }

    /// <summary>One hash over all contents: the value of the template's annotation, whose change is the rollout.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToString())).AsSpan(0, 16));

    public override string ToString() => string.Join(';', Hashes.Select(pair => $"{pair.Key}={pair.Value}"));
}

/// <summary>The hash of the contents of one object.</summary>
/// <param name="Id">The object and its keys that count: an id of <see cref="Cluster.ObjectNeed"/>.</param>
/// <param name="Hash">Hash of those keys' values; <see cref="Absent"/> when the object does not exist; <see langword="null"/> when it could not be read.</param>
internal sealed record ObjectHash(string Id, string? Hash)
{
    public const string Absent = "-";
}

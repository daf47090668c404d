using System.Security.Cryptography;
using System.Text;

namespace ConfigSync.Controller.Rollouts;

/// <summary>
/// What an owner's Pods were last rolled for: a hash per object, as it stands in the annotation on the owner itself.
/// On the owner and not in its template, because a change of the template is a rollout, and recording must not be one.
/// </summary>
/// <param name="Hashes">Hash by id.</param>
internal sealed record ContentRecord(SortedDictionary<string, string> Hashes)
{
    /// <summary>Reads the annotation. What is not understood is as good as absent: it is written anew, without a rollout.</summary>
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

    /// <summary>One value that stands for all contents: what the template's annotation is set to.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToString())).AsSpan(0, 16));

    public override string ToString() => string.Join(';', Hashes.Select(pair => $"{pair.Key}={pair.Value}"));
}

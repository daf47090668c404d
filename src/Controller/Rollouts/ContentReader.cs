using System.Text.Json;
using ConfigSync.Controller.Index;
using ConfigSync.Kubernetes.Client;

namespace ConfigSync.Controller.Rollouts;

/// <summary>Reads just the objects that an owner depends on, and keeps nothing of them but a hash.</summary>
internal sealed class ContentReader(KubernetesClient client, Action<KubernetesApiException> unreadable)
{
    public async Task<List<ContentHash>> ReadAsync(string inNamespace, IReadOnlyList<ObjectNeed> needs, CancellationToken cancellationToken)
    {
        var contents = new List<ContentHash>(needs.Count);
        foreach (var need in needs)
        {
            contents.Add(new ContentHash(need.Id, await HashAsync(inNamespace, need, cancellationToken)));
        }

        return contents;
    }

    private async Task<string?> HashAsync(string inNamespace, ObjectNeed need, CancellationToken cancellationToken)
    {
        var type = need.Kind == ObjectKind.Secret ? ResourceType.Secrets : ResourceType.ConfigMaps;
        try
        {
            using var bytes = await client.GetBytesAsync(type, inNamespace, need.Name, cancellationToken);
            return ContentHasher.Hash(bytes.Span, need.Keys);
        }
        catch (KubernetesApiException e) when (e.IsNotFound)
        {
            return ContentHash.Absent;
        }
        catch (KubernetesApiException e) when (e.IsForbidden)
        {
            // Without the component that grants it, Secrets are not read: rollouts go on for what may be read.
            unreadable(e);
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

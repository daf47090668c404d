using System.Text.Json;
using ConfigSync.Controller.Cluster;
using ConfigSync.Kubernetes.Client;

namespace ConfigSync.Controller.Rollouts;

/// <summary>Reads the objects that an owner depends on, and keeps nothing of them but a hash.</summary>
internal sealed class ContentReader(KubernetesClient client, Action<KubernetesApiException> onForbidden)
{
    public async Task<List<ObjectHash>> ReadAsync(string namespaceName, IReadOnlyList<ObjectNeed> needs, CancellationToken cancellationToken)
    {
        var contents = new List<ObjectHash>(needs.Count);
        foreach (var need in needs)
        {
            contents.Add(new ObjectHash(need.Id, await HashAsync(namespaceName, need, cancellationToken)));
        }

        return contents;
    }

    private async Task<string?> HashAsync(string namespaceName, ObjectNeed need, CancellationToken cancellationToken)
    {
        var type = need.Kind == ObjectKind.Secret ? ResourceType.Secrets : ResourceType.ConfigMaps;
        try
        {
            using var bytes = await client.GetBytesAsync(type, namespaceName, need.Name, cancellationToken);
            return ContentHasher.Hash(bytes.Span, need.Keys);
        }
        catch (KubernetesApiException e) when (e.IsNotFound)
        {
            return ObjectHash.Absent;
        }
        catch (KubernetesApiException e) when (e.IsForbidden)
        {
            // Secrets need a component of the manifests that grants the permission. Without it, rollouts go on for all that is readable.
            onForbidden(e);
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

namespace ConfigSync.Repository.Tests.Charts;

/// <summary>A wrong value is refused before anything is rendered, in words that name the value and what it may be.</summary>
public sealed class BadValueTests
{
    [TheoryIfAvailable(Requirement.Helm)]
    [InlineData("certificates.mode=letsencrypt", "'/certificates/mode'", "'selfManaged', 'certManager', 'given'")]
    [InlineData("webhook.replicas=0", "'/webhook/replicas'", "got 0, want 1")]
    [InlineData("controller.replicas=-1", "'/controller/replicas'", "got -1, want 1")]
    [InlineData("webhook.replicas=two", "'/webhook/replicas'", "got string, want integer")]
    [InlineData("webhook.replicas=null", "'/webhook'", "missing property 'replicas'")]
    [InlineData("replicaCount=3", "''", "'replicaCount' not allowed")]
    [InlineData("webhook.replicaCount=3", "'/webhook'", "'replicaCount' not allowed")]
    [InlineData("images.agent.digest=sha256:12", "'/images/agent/digest'", "'sha256:12' does not match pattern")]
    [InlineData("images.webhook.tag=a b", "'/images/webhook/tag'", "'a b' does not match pattern")]
    [InlineData("images.controller.pullPolicy=Sometimes", "'/images/controller/pullPolicy'", "'Always', 'IfNotPresent', 'Never'")]
    [InlineData("guard.action=off", "'/guard/action'", "'none', 'warn', 'deny'")]
    [InlineData("platform.aks=yes", "'/platform/aks'", "got string, want boolean")]
    [InlineData("webhook.extraArgs[0]=--https-port=1", "'/webhook/extraArgs/0'", "'--https-port=1' does not match pattern '^--(")]
    [InlineData("controller.extraArgs[0]=--nudge-rat=1", "'/controller/extraArgs/0'", "nudge-rate")]
    [InlineData("profiles.default.intervall=3s", "'/profiles/default'", "'intervall' not allowed")]
    [InlineData("profiles.default.profile=other", "'/profiles/default'", "'profile' not allowed")]
    [InlineData("profiles.default.reload=hup", "'/profiles/default/reload'", "'signal', 'http', 'restart', 'rollout', 'none'")]
    [InlineData("profiles.default.interval=5", "'/profiles/default/interval'", "got number, want string")]
    [InlineData("profiles.Java.reload=none", "invalid propertyName 'Java'", "'Java' does not match pattern")]
    [InlineData("namespaces.Shop=default", "invalid propertyName 'Shop'", "'Shop' does not match pattern")]
    [InlineData("namespaces.shop.profile=default", "'/namespaces/shop'", "got object, want string")]
    [InlineData("webhook.resources.limits.memory=lots", "'/webhook/resources/limits/memory'", "'lots' does not match pattern")]
    [InlineData("webhook.tolerations[0].efect=NoSchedule", "'/webhook/tolerations/0'", "'efect' not allowed")]
    [InlineData("webhook.affinity.podAffinty=x", "'/webhook/affinity'", "'podAffinty' not allowed")]
    [InlineData("imagePullSecrets[0]=mirror", "'/imagePullSecrets/0'", "got string, want object")]
    [InlineData("agentPullSecrets[0]=mirror", "'/agentPullSecrets/0'", "got string, want object")]
    [InlineData("agentPullSecrets[0].name=Mirror", "'/agentPullSecrets/0/name'", "'Mirror' does not match pattern")]
    [InlineData("profiles.default.agent-image-reference=two words", "'/profiles/default/agent-image-reference'", "'two words' does not match pattern")]
    [InlineData("profiles.default.agent-pull-secrets=Mirror", "'/profiles/default/agent-pull-secrets'", "'Mirror' does not match pattern")]
    [InlineData("commonLabels.team=a b", "'/commonLabels/team'", "'a b' does not match pattern")]
    public void ValueIsRefusedByTheSchema(string value, string place, string rule)
    {
        var message = Refusal(value);

        Assert.Contains("values don't meet the specifications", message, StringComparison.Ordinal);
        Assert.Contains(place, message, StringComparison.Ordinal);
        Assert.Contains(rule, message, StringComparison.Ordinal);
    }

    [TheoryIfAvailable(Requirement.Helm)]
    [InlineData("controller.enabled=false", "certificates.mode must be certManager or given while controller.enabled is false (was 'selfManaged')")]
    [InlineData("controller.enabled=false,certificates.mode=certManager,controller.rollouts=true", "controller.rollouts must be false while controller.enabled is false")]
    [InlineData("controller.enabled=false,certificates.mode=certManager,controller.secrets=true", "controller.secrets must be false while controller.enabled is false")]
    [InlineData("certificates.mode=given", "certificates.given.certificate must be PEM text", "certificates.given.key must be PEM text", "certificates.given.caBundle must be")]
    [InlineData("certificates.mode=given,certificates.given.secretName=mine", "certificates.given.caBundle must be PEM text with a CERTIFICATE", "1 invalid values")]
    [InlineData("certificates.mode=given,certificates.given.secretName=mine,certificates.given.key=x",
        "certificates.given.secretName must be empty when certificate or key is given (was 'mine')")]
    [InlineData("namespaces.shop=mirror", "namespaces.shop must be one of the profiles, which are default, self-watching (was 'mirror')")]
    [InlineData("platform.gkePrivate=true,platform.hostNetwork=true", "platform.gkePrivate must be false when platform.hostNetwork is true")]
    [InlineData("controller.enabled=false,platform.gkePrivate=true,platform.hostNetwork=true",
        "certificates.mode must be", "platform.gkePrivate must be", "2 invalid values; nothing was changed")]
    public void ContradictionIsToldWithAllOthers(string values, params string[] lines) =>
        Assert.All(lines, line => Assert.Contains(line, Refusal(values), StringComparison.Ordinal));

    [FactIfAvailable(Requirement.Helm)]
    public void KeyIsNotRepeated() =>
        Assert.DoesNotContain("hunter2", Refusal("certificates.mode=given,certificates.given.key=hunter2,certificates.given.certificate=hunter2"), StringComparison.Ordinal);

    private static string Refusal(string values) => Assert.Throws<InvalidOperationException>(() => Helm.Template($"--set={values}")).Message.Split("exit code", 2)[1];
}

------------------------ MODULE ConfigurationTrace ------------------------
(* Whether what was recorded of a partition is a behaviour of the              *)
(* specification: each recorded transition is one of its actions, or what an   *)
(* action before it has done already. The first one that is neither is a       *)
(* deadlock. Traces is written by the test: RecordedNodes, Recorded.                   *)
EXTENDS ConfigurationSteps, Traces
VARIABLES run, at, \* what is to be explained next
          used     \* how often each action has explained something
all == <<vars, run, at, used>>

Actions == {"Grant", "TakeUp", "Hear", "Read", "Own", "Adopt", "AppendOne", "Replicate", "Install", "Join", "Activate",
            "Learn", "Leave", "Commit", "Discard", "End", "Restart"}
By(action) == used' = [used EXCEPT ![action] = @ + 1]
Already == UNCHANGED <<vars, used>>
EndsWith(l, epoch, index) == Len(l) = index /\ (index > 0 => l[index] = epoch)
Granted(e) == e \in 1..claimed

(* nobody was ever active *)
NoMember == [epoch |-> 0, owner |-> Nobody, replicas |-> {}]
TraceInit == /\ run \in 1..Len(Recorded) /\ at = 1 /\ used = [a \in Actions |-> 0]
             /\ active = NoMember /\ claims = <<>> /\ committed = <<>> /\ crashes = 0 /\ dead = {}
             /\ log = [n \in Nodes |-> NoLog] /\ promised = [n \in Nodes |-> 0]
             /\ owner = [n \in Nodes |-> NoOwner] /\ cand = [n \in Nodes |-> 0]

Promises(n, e) == IF claims[e].by = n THEN TakeUp(e) /\ By("TakeUp") ELSE Hear(e, n) /\ By("Hear")
Appends(n, k) == IF owner[n].epoch > 0 THEN AppendOne(n) /\ By("AppendOne")
                 ELSE Granted(promised[n]) /\ Replicate(promised[n], n, k) /\ By("Replicate")
Replaces(n, e, k) == \/ claims[e].by = n /\ Own(e) /\ By("Own")
                     \/ claims[e].by = n /\ Adopt(e) /\ By("Adopt")
                     \/ claims[e].by # n /\ Install(e, n, k) /\ By("Install")
(* it may have a log that is what it had, so nothing was written *)
Installs(e) == \/ claims[e].stage = "installing" /\ Already
               \/ Own(e) /\ By("Own")
               \/ Adopt(e) /\ By("Adopt")
(* whoever asked may be gone, or no longer need it *)
Reads(n, e) == \/ Read(e, n) /\ By("Read")
               \/ ~Stands(e) /\ Already
Confirms(n, e, k) == IF claims[e].held[n] >= k THEN Already ELSE Replicate(e, n, k) /\ By("Replicate")
InOffice(o, e, s, t) == o.epoch = e /\ o.speaks = s /\ o.replicas = t
TakesOffice(n, e, s, t) == IF InOffice(owner[n], e, s, t) THEN Already
                           ELSE Learn(n) /\ InOffice(owner'[n], e, s, t) /\ By("Learn")

Explained(x) ==
  CASE x.do = "GRANT"      -> x.e = claimed + 1 /\ Grant(x.n, x.t) /\ By("Grant")
    [] x.do = "ACTIVATE"   -> Granted(x.e) /\ Activate(x.e) /\ active'.owner \in {x.n, Nobody} /\ active'.replicas = x.t /\ By("Activate")
    [] x.do = "PROMISE"    -> Granted(x.e) /\ Promises(x.n, x.e) /\ promised'[x.n] = x.e
    [] x.do = "APPEND"     -> Appends(x.n, x.k) /\ EndsWith(log'[x.n], x.l, x.k)
    [] x.do = "REPLACE"    -> Granted(x.e) /\ Replaces(x.n, x.e, x.k) /\ EndsWith(log'[x.n], x.l, x.k) /\ promised'[x.n] = x.e
    [] x.do = "DISCARD"    -> Discard(x.n) /\ By("Discard")
    [] x.do = "READ"       -> Granted(x.e) /\ Reads(x.n, x.e)
    [] x.do = "CONFIRM"    -> Granted(x.e) /\ Confirms(x.n, x.e, x.k)
    [] x.do = "INSTALLING" -> Granted(x.e) /\ claims[x.e].by = x.n /\ Installs(x.e)
    [] x.do = "OFFICE"     -> TakesOffice(x.n, x.e, x.l, x.t)
    [] x.do = "OUT"        -> IF owner[x.n].epoch = 0 THEN Already ELSE Leave(x.n) /\ By("Leave")
    [] x.do = "JOINT"      -> IF Joint(x.n) THEN Already ELSE Join(x.n) /\ By("Join")
    [] x.do = "COMMIT"     -> Commit(x.n, x.k) /\ By("Commit")
    [] x.do = "END"        -> End(x.n) /\ UNCHANGED crashes /\ By("End")
    [] x.do = "RESTART"    -> Restart(x.n) /\ EndsWith(log'[x.n], x.l, x.k) /\ promised'[x.n] = x.e /\ By("Restart")

Explain == /\ at <= Len(Recorded[run]) /\ Explained(Recorded[run][at])
           /\ at' = at + 1 /\ UNCHANGED run
(* once, so that the last state is no deadlock *)
Done == at = Len(Recorded[run]) + 1 /\ PrintT(<<"explained", run, used>>) /\ UNCHANGED all
TraceSpec == TraceInit /\ [][Explain \/ Done]_all
=============================================================================

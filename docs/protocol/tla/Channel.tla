------------------------------ MODULE Channel ------------------------------
(* One channel: the outputs of an upstream partition and the target that      *)
(* consumes them. Both have a committed log that outlives their owners: that  *)
(* an owner's commits survive and that a former owner commits nothing more is *)
(* what Configuration.tla is about; here it is taken for granted. An owner is *)
(* named by the epoch in which it took office. A former one may live on: a    *)
(* zombie sends, takes and acknowledges as before, but commits nothing.       *)
(* An output is the epoch of the owner that made it, so that one that was     *)
(* made anew differs from the one that was lost.                              *)
EXTENDS Naturals, Sequences, FiniteSets
CONSTANTS MaxOutputs, MaxUp, MaxDown, MaxCuts, MaxWire,
          Mutant     \* the rule that is taken away, or "no"

Ups == 1..MaxUp
Downs == 1..MaxDown

VARIABLES outputs,   \* the committed outputs, in order; offset = place
          consumed,  \* what the target consumed in its committed commits
          upNow, downNow, \* who is in office
          up,        \* epoch -> owner of the upstream partition
          down,      \* epoch -> owner of the target
          wire,      \* <<u, d>> -> batches on their way; a connection keeps order
          back,      \* <<u, d>> -> acknowledgement on its way, the newest only; 0 = none
          cuts
vars == <<outputs, consumed, upNow, downNow, up, down, wire, back, cuts>>

Max(a, b) == IF a > b THEN a ELSE b
IsPrefix(s, t) == Len(s) <= Len(t) /\ \A i \in 1..Len(s) : s[i] = t[i]

(* log: outputs in its own log; known: how many of them it knows to be committed; acked: trimmed
   up to there; peer: the owner it is open to, 0 = closed; sent: up to which offset *)
NoUp == [lives |-> FALSE, log |-> <<>>, known |-> 0, acked |-> 0, peer |-> 0, sent |-> 0]
(* log: inputs consumed in its own log; known: how many of them it knows to be committed; waiting:
   received, not consumed; from: epoch opened last; sender: who is connected, 0 = nobody;
   late: whether it ever took something from an epoch below the one opened last *)
NoDown == [lives |-> FALSE, log |-> <<>>, known |-> 0, received |-> 0, waiting |-> <<>>,
           from |-> 0, sender |-> 0, late |-> FALSE]

Init == /\ outputs = <<>> /\ consumed = <<>> /\ upNow = 1 /\ downNow = 1 /\ cuts = 0
        /\ up = [u \in Ups |-> [NoUp EXCEPT !.lives = (u = 1)]]
        /\ down = [d \in Downs |-> [NoDown EXCEPT !.lives = (d = 1)]]
        /\ wire = [c \in Ups \X Downs |-> <<>>]
        /\ back = [c \in Ups \X Downs |-> 0]

(* ------------------------------- upstream ------------------------------- *)

(* the owner makes an output in its own log *)
Produce == LET u == upNow IN
  /\ up[u].lives /\ Len(up[u].log) < MaxOutputs
  /\ up' = [up EXCEPT ![u].log = Append(@, u)]
  /\ UNCHANGED <<outputs, consumed, upNow, downNow, down, wire, back, cuts>>

(* its replicas have it, and it knows *)
CommitOutput == LET u == upNow IN
  /\ up[u].lives /\ up[u].known < Len(up[u].log)
  /\ outputs' = Append(outputs, up[u].log[up[u].known + 1])
  /\ up' = [up EXCEPT ![u].known = @ + 1]
  /\ UNCHANGED <<consumed, upNow, downNow, down, wire, back, cuts>>

(* request and answer in one step. Where to resume the target says; here the sender may resume
   anywhere from what is acknowledged to what is received, and the target has to sort it out. The
   request arrives behind what was sent before on the same connection *)
Open(u, d) ==
  /\ up[u].lives /\ down[d].lives /\ (up[u].peer = 0 \/ d > up[u].peer)
  /\ wire[<<u, d>>] = <<>> /\ u >= down[d].from
  /\ LET acked == Max(up[u].acked, down[d].known)
         last == Max(acked, down[d].received) IN
     \E s \in acked..last :
       up' = [up EXCEPT ![u].acked = acked, ![u].peer = d,
                        ![u].sent = IF Mutant = "skipone" THEN last + 1 ELSE s]
  /\ down' = [down EXCEPT ![d].from = u, ![d].sender = u]
  /\ UNCHANGED <<outputs, consumed, upNow, downNow, wire, back, cuts>>

(* only what is committed is released *)
Send(u) == LET d == up[u].peer
               o == up[u].sent + 1 IN
  /\ up[u].lives /\ d # 0 /\ Len(wire[<<u, d>>]) < MaxWire
  /\ o <= (IF Mutant = "earlyrelease" THEN Len(up[u].log) ELSE up[u].known)
  /\ wire' = [wire EXCEPT ![<<u, d>>] = Append(@, [offset |-> o, output |-> up[u].log[o]])]
  /\ up' = [up EXCEPT ![u].sent = o, ![u].acked = IF Mutant = "earlytrim" THEN o ELSE @]
  /\ UNCHANGED <<outputs, consumed, upNow, downNow, down, back, cuts>>

(* what is acknowledged is trimmed, whoever acknowledges it *)
Trim(u, d) ==
  /\ up[u].lives /\ back[<<u, d>>] > 0
  /\ up' = [up EXCEPT ![u].acked = Max(@, back[<<u, d>>]), ![u].sent = Max(@, back[<<u, d>>])]
  /\ back' = [back EXCEPT ![<<u, d>>] = 0]
  /\ UNCHANGED <<outputs, consumed, upNow, downNow, down, wire, cuts>>

(* -------------------------------- target -------------------------------- *)

Take(u, d) ==
  /\ down[d].lives /\ wire[<<u, d>>] # <<>>
  /\ wire' = [wire EXCEPT ![<<u, d>>] = Tail(@)]
  /\ LET m == Head(wire[<<u, d>>])
         fenced == down[d].sender # u /\ Mutant # "zombie"
         repeated == m.offset <= down[d].received /\ Mutant # "nodedup"
         gap == m.offset > down[d].received + 1 IN
     IF repeated /\ ~fenced THEN UNCHANGED <<up, down>>
     ELSE IF fenced \/ gap
     THEN /\ up' = [up EXCEPT ![u].peer = IF @ = d THEN 0 ELSE @]   \* refused: it opens again
          /\ UNCHANGED down
     ELSE /\ down' = [down EXCEPT ![d].received = m.offset,
                                  ![d].waiting = Append(@, m.output),
                                  ![d].late = @ \/ u < down[d].from]
          /\ UNCHANGED up
  /\ UNCHANGED <<outputs, consumed, upNow, downNow, back, cuts>>

(* the function runs: the input is in a commit of the owner's own log *)
Consume(d) ==
  /\ down[d].lives /\ down[d].waiting # <<>>
  /\ down' = [down EXCEPT ![d].log = Append(@, Head(down[d].waiting)), ![d].waiting = Tail(@)]
  /\ UNCHANGED <<outputs, consumed, upNow, downNow, up, wire, back, cuts>>

CommitInput == LET d == downNow IN
  /\ down[d].lives /\ down[d].known < Len(down[d].log)
  /\ consumed' = Append(consumed, down[d].log[down[d].known + 1])
  /\ down' = [down EXCEPT ![d].known = @ + 1]
  /\ UNCHANGED <<outputs, upNow, downNow, up, wire, back, cuts>>

(* only what is committed is acknowledged; what is no news is left out here *)
Acknowledge(u, d) ==
  LET offset == IF Mutant = "earlyack" THEN Len(down[d].log) ELSE down[d].known IN
  /\ down[d].lives /\ down[d].sender = u /\ up[u].lives
  /\ offset > Max(up[u].acked, back[<<u, d>>])
  /\ back' = [back EXCEPT ![<<u, d>>] = offset]
  /\ UNCHANGED <<outputs, consumed, upNow, downNow, up, down, wire, cuts>>

(* -------------------------------- failures ------------------------------ *)

Cleared(f, none, gone(_)) == [c \in Ups \X Downs |-> IF gone(c) THEN none ELSE f[c]]

(* both ends lose what was under way, and notice *)
Cut(u, d) ==
  /\ cuts < MaxCuts /\ cuts' = cuts + 1 /\ (up[u].peer = d \/ down[d].sender = u)
  /\ up' = [up EXCEPT ![u].peer = IF @ = d THEN 0 ELSE @]
  /\ down' = [down EXCEPT ![d].sender = IF @ = u THEN 0 ELSE @]
  /\ wire' = [wire EXCEPT ![<<u, d>>] = <<>>] /\ back' = [back EXCEPT ![<<u, d>>] = 0]
  /\ UNCHANGED <<outputs, consumed, upNow, downNow>>

(* A takeover. The successor has what is committed, and maybe more of the former owner's log: what
   it has is committed from now on. A mark of what was acknowledged may be lost. *)
TakeOverUp(crashed) == LET u == upNow
                           v == upNow + 1 IN
  /\ upNow < MaxUp /\ upNow' = v
  /\ \E k \in Len(outputs)..Len(up[u].log), a \in 0..up[u].acked :
       /\ outputs' = SubSeq(up[u].log, 1, k)
       /\ up' = [up EXCEPT ![u] = IF crashed THEN NoUp ELSE @,
                           ![v] = [NoUp EXCEPT !.lives = TRUE, !.log = SubSeq(up[u].log, 1, k),
                                               !.known = k, !.acked = a, !.sent = a]]
  /\ LET gone(c) == crashed /\ c[1] = u IN
       /\ wire' = Cleared(wire, <<>>, gone) /\ back' = Cleared(back, 0, gone)
       /\ down' = [d \in Downs |-> [down[d] EXCEPT !.sender = IF crashed /\ @ = u THEN 0 ELSE @]]
  /\ UNCHANGED <<consumed, downNow, cuts>>

(* What it received and had not consumed is lost: it is asked for again. *)
TakeOverDown(crashed) == LET d == downNow
                             e == downNow + 1 IN
  /\ downNow < MaxDown /\ downNow' = e
  /\ \E k \in Len(consumed)..Len(down[d].log) :
       /\ consumed' = SubSeq(down[d].log, 1, k)
       /\ down' = [down EXCEPT ![d] = IF crashed THEN NoDown ELSE @,
                               ![e] = [NoDown EXCEPT !.lives = TRUE, !.log = SubSeq(down[d].log, 1, k),
                                                     !.known = k,
                                                     !.received = IF Mutant = "offbyone" THEN k + 1 ELSE k]]
  /\ LET gone(c) == crashed /\ c[2] = d IN
       /\ wire' = Cleared(wire, <<>>, gone) /\ back' = Cleared(back, 0, gone)
       /\ up' = [u \in Ups |-> [up[u] EXCEPT !.peer = IF crashed /\ @ = d THEN 0 ELSE @]]
  /\ UNCHANGED <<outputs, upNow, cuts>>

(* ------------------------------------------------------------------------ *)

Progress == \/ Produce \/ CommitOutput \/ CommitInput
            \/ \E u \in Ups : Send(u)
            \/ \E d \in Downs : Consume(d)
            \/ \E u \in Ups, d \in Downs : Open(u, d) \/ Take(u, d) \/ Acknowledge(u, d) \/ Trim(u, d)
Failure == \/ \E u \in Ups, d \in Downs : Cut(u, d)
           \/ \E crashed \in BOOLEAN : TakeOverUp(crashed) \/ TakeOverDown(crashed)
Spec == Init /\ [][Progress \/ Failure]_vars
(* those in office go on, and one hears some day who the other is; zombies may do what they like *)
InOffice == \/ Produce \/ CommitOutput \/ CommitInput \/ Send(upNow) \/ Consume(downNow)
            \/ Open(upNow, downNow) \/ Take(upNow, downNow)
            \/ Acknowledge(upNow, downNow) \/ Trim(upNow, downNow)
LiveSpec == Spec /\ WF_vars(InOffice) /\ WF_vars(Open(upNow, downNow))

(* in order, without a gap, each once *)
ExactlyOnce == IsPrefix(consumed, outputs)
(* the same for whatever any owner, a zombie too, has consumed and holds *)
InOrder == \A d \in Downs : IsPrefix(down[d].log \o down[d].waiting, outputs)
(* nothing is under way that is not committed upstream *)
OnlyCommitted == \A c \in Ups \X Downs : \A i \in 1..Len(wire[c]) :
  LET m == wire[c][i] IN m.offset <= Len(outputs) /\ m.output = outputs[m.offset]
(* nothing is trimmed that the target's committed log does not have *)
TrimSafe == \A u \in Ups : up[u].acked <= Len(consumed)
(* once a target has heard of an epoch, it takes nothing from a lower one *)
Fenced == \A d \in Downs : ~down[d].late

(* after the last failure all is consumed, and the in-flight log is empty *)
Drained == <>[](Len(consumed) = MaxOutputs /\ up[upNow].acked = MaxOutputs)
=============================================================================

"""Independent values for tests/graduation.rs: dense matrices, numpy and scipy."""
import json, numpy as np, scipy
from scipy.optimize import minimize_scalar, minimize
def D(n,p): return np.diff(np.eye(n), p, axis=0)
def fit(y,w,P):
    A=np.diag(w)+P; z=np.linalg.solve(A,w*y); V=np.linalg.inv(A)
    return z,V,np.sum(w*(y-z)**2),z@P@z,np.trace(V@np.diag(w))
def logdetplus(P,q):
    e=np.sort(np.linalg.eigvalsh(P))[q:]; return np.log(e).sum()
def crit(kind,y,w,P,q,disp):
    z,V,R,S,e=fit(y,w,P); n=(w>0).sum(); A=np.diag(w)+P
    ld=np.linalg.slogdet(A)[1]
    if kind=='reml':
        return ld-logdetplus(P,q)+(R+S if disp=='unit' else (n-q)*np.log((R+S)/(n-q)))
    if kind=='gcv': return n*R/(n-e)**2
    if disp=='unit': return R+2*e
    return n*np.log(R/n)+n*2*(e+1)/(n-e-2) if n-e>2 else np.inf
out={'versions':{'numpy':np.__version__,'scipy':scipy.__version__}}
# series: lapse rates by tenure with exposures; positions 5 and 14 unobserved
y=np.array([.21,.14,.12,.085,.09,0,.071,.052,.061,.049,.055,.041,.047,.038,0,.043,.03,.036])
w=np.array([900,700,580,500,450,0,380,350,320,300,270,250,230,200,0,160,120,80.])
n=len(y); S={}
for p in (1,2,3):
    P=3000*D(n,p).T@D(n,p); z,V,R,pen,e=fit(y,w,P)
    phi=R/((w>0).sum()-e)
    S[str(p)]=dict(z=list(z),se=list(np.sqrt(phi*np.diag(V))),edf=e,fit=R,rough=float(np.sum(np.diff(z,p)**2)))
best={}
for kind in('reml','gcv','aic'):
    for disp in('estimated','unit'):
        ww=w if disp=='estimated' else w/0.05
        f=lambda l:crit(kind,y,ww,10**l*D(n,2).T@D(n,2),2,disp)
        g=np.arange(-1,9,.05); v=[f(x) for x in g]; k=int(np.argmin(v))
        r=minimize_scalar(f,bracket=(g[max(k-1,0)],g[k],g[min(k+1,len(g)-1)]),tol=1e-12) if 0<k<len(g)-1 else None
        best[kind+'_'+disp]=None if r is None else r.x
out['series']=dict(y=list(y),w=list(w),fixed=S,log10_lambda=best)
# table 5 x 4
rng=np.random.default_rng(7)
nr,nc=5,4
Y=np.round(.2/(1+np.arange(nr))[:,None]*(1+.1*np.arange(nc))+rng.normal(0,.01,(nr,nc)),4); W=np.round(rng.uniform(5000,20000,(nr,nc)))
W[2,1]=0;Y[2,1]=0
l1,l2=20000.,70000.
P=l1*np.kron(D(nr,2).T@D(nr,2),np.eye(nc))+l2*np.kron(np.eye(nr),D(nc,1).T@D(nc,1))
z,V,R,pen,e=fit(Y.ravel(),W.ravel(),P)
def P2(a,b): return 10**a*np.kron(D(nr,2).T@D(nr,2),np.eye(nc))+10**b*np.kron(np.eye(nr),D(nc,1).T@D(nc,1))
f=lambda t:crit('reml',Y.ravel(),W.ravel(),P2(*t),2,'unit')
bestv=min(((f((a,b)),a,b) for a in np.arange(-1,9,1.) for b in np.arange(-1,9,1.)))
r=minimize(f,bestv[1:],method='Nelder-Mead',options=dict(xatol=1e-10,fatol=1e-14,maxiter=4000))
out['table']=dict(y=list(Y.ravel()),w=list(W.ravel()),rows=nr,columns=nc,down=l1,across=l2,z=list(z),var=list(np.diag(V)),edf=e,fit=R,reml_log10=list(r.x),reml=r.fun)
# counts
E=np.array([900,700,580,500,450,0,380,350,320,300,270,250,230,200,0,160,120,80.])
d=np.array([190,98,70,43,40,0,27,18,20,15,15,10,11,8,0,7,3,0.])
def pois(lam,p=2):
    P=lam*D(n,p).T@D(n,p); th=np.full(n,np.log(d.sum()/E.sum()))
    for _ in range(200):
        mu=E*np.exp(th); g=d-mu-P@th; th2=th+np.linalg.solve(np.diag(mu)+P,g)
        if np.max(abs(th2-th))<1e-14: break
        th=th2
    mu=E*np.exp(th); A=np.diag(mu)+P; V=np.linalg.inv(A)
    m=E>0; dev=2*np.sum(np.where(d[m]>0,d[m]*np.log(np.where(d[m]>0,d[m],1)/mu[m]),0)-(d[m]-mu[m]))
    return th,V,dev,th@P@th,np.trace(V@np.diag(mu)),A,P,np.sum((d[m]-mu[m])**2/mu[m])
th,V,dev,pen,e,A,P,chi=pois(20.)
res=dict(e=list(E),d=[int(x) for x in d],lam=20.,log_rate=list(th),se=list(np.sqrt(np.diag(V))),deviance=dev,edf=e,chi=chi)
def pc(kind,l):
    th,V,dev,pen,e,A,P,chi=pois(10**l); m=(E>0).sum()
    if kind=='reml': return np.linalg.slogdet(A)[1]-(n-2)*np.log(10**l)+dev+pen
    return m*dev/(m-e)**2 if kind=='gcv' else dev+2*e
lb={}
for kind in('reml','gcv','aic'):
    g=np.arange(-2,6,.1); v=[pc(kind,x) for x in g]; k=int(np.argmin(v))
    lb[kind]=minimize_scalar(lambda l:pc(kind,l),bracket=(g[max(k-1,0)],g[k],g[min(k+1,len(g)-1)]),tol=1e-12).x if 0<k<len(g)-1 else None
res['log10_lambda']=lb
out['counts']=res
print(json.dumps(out,indent=1))
